// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RelabelingsTest {

    @ParameterizedTest
    @CsvSource({"1,13,13", "5,17,6188", "3,12,220", "1,41,41", "4,4,1"})
    void takesEveryWayWhereTheyAreFew(int patched, int hosts, int ways) {
        Relabelings relabelings = Relabelings.of(Strata.one(patched, hosts), Relabelings.FINE, 1);

        assertThat(relabelings.exact()).isTrue();
        assertThat(words(relabelings)).hasSize(ways).doesNotHaveDuplicates();
        assertThat(relabelings.smallestP()).isEqualTo(1.0 / ways);
    }

    @Test
    void samplesWhereTheyAreMany() {
        Relabelings relabelings = Relabelings.of(Strata.one(5, 45), Relabelings.FINE, 1);

        assertThat(relabelings.exact()).isFalse();
        assertThat(relabelings.ways()).isEqualTo(1_221_759);
        assertThat(relabelings.count()).isEqualTo(20_000);
        assertThat(relabelings.smallestP()).isEqualTo(0.00005);
        assertThat(all(relabelings))
                .hasSize(20_000)
                .allSatisfy(subset -> assertThat(Arrays.stream(subset).boxed())
                        .hasSize(5)
                        .doesNotHaveDuplicates()
                        .allMatch(host -> host >= 0 && host < 45));
    }

    @Test
    void beginsWithTheRealLabels() {
        assertThat(all(Relabelings.of(Strata.one(3, 9), Relabelings.FINE, 1)).get(0))
                .containsExactly(0, 1, 2);
        assertThat(all(Relabelings.of(Strata.one(5, 45), Relabelings.FINE, 1)).get(0))
                .containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void drawsTheSameSampleFromTheSameSeedAndAnotherFromAnother() {
        assertThat(words(Relabelings.of(Strata.one(5, 45), Relabelings.FINE, 7)))
                .isEqualTo(words(Relabelings.of(Strata.one(5, 45), Relabelings.FINE, 7)));
        assertThat(words(Relabelings.of(Strata.one(5, 45), Relabelings.FINE, 7)))
                .isNotEqualTo(words(Relabelings.of(Strata.one(5, 45), Relabelings.FINE, 8)));
    }

    /** Each of 45 hosts is drawn in 1 of 9 samples; the standard error of 19,999 draws is 0.0022. */
    @Test
    void drawsEveryHostEquallyOften() {
        int[] drawn = new int[45];
        all(Relabelings.of(Strata.one(5, 45), Relabelings.FINE, 3)).stream()
                .skip(1)
                .forEach(subset -> {
                    for (int host : subset) {
                        drawn[host]++;
                    }
                });

        assertThat(Arrays.stream(drawn).mapToDouble(count -> count / 19_999.0).boxed())
                .allSatisfy(share -> assertThat(share).isEqualTo(1 / 9.0, within(4 * 0.0022)));
    }

    @Test
    void countsWaysPastTheRangeOfALong() {
        assertThat(Strata.ways(20, 60)).isEqualTo(4_191_844_505_805_495.0, within(10.0));
        assertThat(Strata.ways(500, 5_000)).isGreaterThan(1e300);
    }

    @Test
    void drawsAnewWhatIsTooMuchToKeep() {
        Relabelings relabelings = Relabelings.of(Strata.one(500, 5_000), Relabelings.FINE, 1);

        assertThat(relabelings.count()).isEqualTo(20_000);
        assertThat(lastOf(relabelings)).isEqualTo(lastOf(relabelings)).hasSize(500);
    }

    private static List<Integer> lastOf(Relabelings relabelings) {
        List<Integer> last = new ArrayList<>();
        relabelings.forEach((number, members, from) -> {
            if (number == relabelings.count() - 1) {
                Arrays.stream(members, from, from + 500).forEach(last::add);
            }
        });
        return last;
    }

    static List<int[]> all(Relabelings relabelings) {
        List<int[]> all = new ArrayList<>();
        relabelings.forEach(
                (number, members, from) -> all.add(Arrays.copyOfRange(members, from, from + relabelings.patched())));
        return all;
    }

    private static List<String> words(Relabelings relabelings) {
        return all(relabelings).stream().map(Arrays::toString).toList();
    }
}
