// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class ChangeEvidenceTest {

    @Test
    void neitherNamesNorTheUnitOfAMetricMatter() {
        Change change = new Fleet(1).change(3, 8, i -> 1);
        Change renamed = mapped(change, "another name", value -> value);
        Change doubled = mapped(change, "m", value -> 2 * value);

        double[] pieces = ChangeEvidence.of(change).pieces();
        assertThat(ChangeEvidence.of(renamed).pieces()).isEqualTo(pieces);
        assertThat(ChangeEvidence.of(doubled).pieces()).isEqualTo(pieces);
    }

    @Test
    void theOtherWayRoundIsAsBad() {
        Change change = new Fleet(1).change(3, 8, i -> 2);

        // Mirrored about 1000, so that the assumed noise, a share of the level, hardly differs.
        Change mirrored = mapped(mapped(change, "m", value -> value + 900), "m", value -> 2_000 - value);

        assertThat(ChangeEvidence.of(mirrored).clue(Clue.LEVEL)).isGreaterThan(5);
    }

    @Test
    void theOrderOfControlsDoesNotMatter() {
        Change change = new Fleet(1).change(3, 8, i -> 1);
        List<NavigableMap<String, Samples>> turned = new ArrayList<>(change.controls());
        Collections.reverse(turned);

        assertThat(ChangeEvidence.of(new Change(change.treated(), turned)).pieces())
                .isEqualTo(ChangeEvidence.of(change).pieces());
    }

    @Test
    void whatControlsDoAsWellIsNoEvidence() {
        int strong = 0;
        for (int seed = 0; seed < 40; seed++) {
            Change common = new Fleet(seed).change(11, 0, i -> 3);
            Change change =
                    new Change(common.treated().subList(0, 3), common.treated().subList(3, 11));
            strong += ChangeEvidence.of(change).clue(Clue.LEVEL) > 4 ? 1 : 0;
            assertThat(ChangeEvidence.of(new Fleet(seed).change(3, 8, i -> 3)).clue(Clue.LEVEL))
                    .isGreaterThan(6);
        }
        assertThat(strong).isLessThanOrEqualTo(2);
    }

    @Test
    void falseAlarmsOfADeviateAreAsRareAsItSays() {
        int alarms = 0;
        for (int seed = 0; seed < 300; seed++) {
            alarms += ChangeEvidence.of(new Fleet(seed).change(3, 8, i -> 0)).p() <= 0.05 ? 1 : 0;
        }
        // 15 are expected at 5 %; 25 is the 99 % bound of that.
        assertThat(alarms).isLessThanOrEqualTo(25);
    }

    @Test
    void missingSamplesAreLeftOut() {
        Change change = new Fleet(4).change(2, 4, i -> 5);
        change.treated().get(0).get("m").before()[7] = Double.NaN;
        change.controls().get(1).get("m").after()[3] = Double.NaN;

        assertThat(ChangeEvidence.of(change).pieces()).doesNotContain(Double.NaN);
        assertThat(ChangeEvidence.of(change).clue(Clue.LEVEL)).isGreaterThan(5);
    }

    @Test
    void longWindowsAreAveragedInGroups() {
        double[] before = new double[10_000];
        double[] after = new double[5_000];
        Arrays.setAll(before, i -> i % 7);
        Arrays.setAll(after, i -> i % 7 + 3);
        Samples samples = new Samples(before, after).thinned();

        assertThat(samples.before().length).isBetween(200, Samples.MOST);
        assertThat(samples.after().length).isBetween(100, Samples.MOST);
        assertThat(ChangeEvidence.of(new Change(List.of(Fleet.host("m", new Samples(before, after))), List.of()))
                        .clue(Clue.LEVEL_ALONE))
                .isGreaterThan(5);
    }

    private static Change mapped(Change change, String metric, DoubleUnaryOperator value) {
        return new Change(mapped(change.treated(), metric, value), mapped(change.controls(), metric, value));
    }

    private static List<NavigableMap<String, Samples>> mapped(
            List<NavigableMap<String, Samples>> hosts, String metric, DoubleUnaryOperator value) {
        return hosts.stream()
                .map(host -> host.firstEntry().getValue())
                .map(samples -> Fleet.host(
                        metric,
                        new Samples(
                                Arrays.stream(samples.before()).map(value).toArray(),
                                Arrays.stream(samples.after()).map(value).toArray())))
                .toList();
    }
}
