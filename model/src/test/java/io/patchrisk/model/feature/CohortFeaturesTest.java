// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.patchrisk.model.SimulatedHost;
import io.patchrisk.model.fact.Direction;
import io.patchrisk.model.fact.EventKind;
import io.patchrisk.model.fact.HostId;
import io.patchrisk.model.fact.KernelEvent;
import io.patchrisk.model.fact.Role;
import io.patchrisk.model.fact.Shape;
import io.patchrisk.model.judge.Aspect;
import io.patchrisk.model.judge.Finding;
import io.patchrisk.model.judge.Judgement;
import io.patchrisk.model.judge.Spending;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CohortFeaturesTest {

    private static final Judgement NOTHING = judged(List.of(), 0.01);

    @Test
    void lacksWhatNothingWasMeasuredOf() {
        FeatureVector features = CohortFeatures.of(NOTHING, incidents(0, 0, 0));

        assertThat(features.values().values()).containsOnly(0.0);
        assertThat(features.missing())
                .containsExactlyInAnyOrderElementsOf(EnumSet.range(Feature.SYMPTOM_STRONGEST, Feature.RESOURCE_FOUND));
    }

    @Test
    void countsHostsAndNotReports() {
        FeatureVector features = CohortFeatures.of(NOTHING, incidents(2, 0, 0));

        assertThat(features.get(Feature.CRASH_ATTRIBUTED)).isEqualTo(0.5);
    }

    @Test
    void takesTheControlsShareOff() {
        FeatureVector features = CohortFeatures.of(NOTHING, incidents(0, 2, 2));

        assertThat(features.get(Feature.CRASH_UNEXPLAINED)).isEqualTo(0.25);
        assertThat(CohortFeatures.of(NOTHING, incidents(0, 1, 8)).get(Feature.CRASH_UNEXPLAINED))
                .isZero();
    }

    @Test
    void ranksSymptomsAndResourcesApart() {
        Judgement judgement = judged(
                List.of(
                        finding("a", Role.SYMPTOM, 6, 3),
                        finding("b", Role.SYMPTOM, 2.4, 1),
                        finding("c", Role.SYMPTOM, -4, -9),
                        finding("d", Role.RESOURCE, 9, 0),
                        finding("e", Role.CONFOUNDER, 12, 12),
                        finding("f", Role.WORK, 12, 12)),
                0.01);

        FeatureVector features = CohortFeatures.of(judgement, incidents(0, 0, 0));

        assertThat(features.get(Feature.SYMPTOM_STRONGEST)).isEqualTo(0.5);
        assertThat(features.get(Feature.SYMPTOM_SECOND)).isEqualTo(0.2, within(1e-12));
        assertThat(features.get(Feature.SYMPTOM_BREADTH)).isEqualTo(1 / 3.0);
        assertThat(features.get(Feature.SYMPTOM_AGREEMENT)).isEqualTo(0.25);
        assertThat(features.get(Feature.RESOURCE_STRONGEST)).isEqualTo(0.75);
        assertThat(features.get(Feature.RESOURCE_SECOND)).isZero();
        assertThat(features.get(Feature.RESOURCE_BREADTH)).isEqualTo(1);
    }

    @Test
    void tellsHowSurelyTheJudgeFoundIt() {
        List<Finding> findings = List.of(
                finding("a", Role.SYMPTOM, 9, 3),
                found("b", Role.SYMPTOM, 0.001),
                found("c", Role.SYMPTOM, 0.002),
                found("d", Role.RESOURCE, 0.00005));

        FeatureVector features = CohortFeatures.of(judged(findings, 0.0001), incidents(0, 0, 0));

        assertThat(features.get(Feature.SYMPTOM_FOUND)).isEqualTo(0.75, within(1e-12));
        assertThat(features.get(Feature.RESOURCE_FOUND)).isEqualTo(1);
        assertThat(features.missing()).isEmpty();
    }

    @Test
    void findingNothingCountsOnlyWhereSomethingCouldHaveBeenFound() {
        List<Finding> findings = List.of(finding("a", Role.SYMPTOM, 9, 3), finding("d", Role.RESOURCE, 9, 0));

        FeatureVector able = CohortFeatures.of(judged(findings, 0.0001), incidents(0, 0, 0));
        FeatureVector unable = CohortFeatures.of(judged(findings, 0.01), incidents(0, 0, 0));

        assertThat(able.get(Feature.SYMPTOM_FOUND)).isZero();
        assertThat(able.missing()).isEmpty();
        assertThat(unable.missing()).containsExactlyInAnyOrder(Feature.SYMPTOM_FOUND, Feature.RESOURCE_FOUND);
    }

    @Test
    void refusesVectorsThatAreNotWhole() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FeatureVector(Map.of(Feature.SILENT, 1.0)))
                .withMessage("crash_attributed is null");
    }

    /** Four patched hosts and eight controls, of which the smallest p-value is given; 0.001 may be spent. */
    private static Judgement judged(List<Finding> findings, double smallestP) {
        return new Judgement(5, 4, 8, findings, Set.of(), List.of(), smallestP, 0.001, Spending.nothing());
    }

    private static Finding finding(String name, Role role, double statistic, double weakest) {
        return finding(name, role, statistic, weakest, 0.5, false);
    }

    private static Finding found(String name, Role role, double p) {
        return finding(name, role, 4, 3, p, true);
    }

    private static Finding finding(
            String name, Role role, double statistic, double weakest, double p, boolean significant) {
        return new Finding(
                SimulatedHost.signal(name, Direction.UP, role, Shape.LEVEL, 1),
                4,
                8,
                0,
                0,
                statistic,
                weakest,
                0,
                Aspect.STEP,
                2,
                p,
                Finding.Basis.CONTROLS,
                3,
                significant,
                List.of(),
                null);
    }

    /** Every host gives two reports. */
    private static Incidents incidents(int attributed, int unexplained, int onControls) {
        return new Incidents(
                reports("p", attributed),
                reports("p", unexplained),
                List.of(),
                reports("c", onControls),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                4,
                8,
                1);
    }

    private static List<Incidents.Report> reports(String prefix, int hosts) {
        KernelEvent event = new KernelEvent(
                Instant.EPOCH, EventKind.OOPS, "oops", null, List.of(), List.of(), "", "fingerprint", "text");
        return java.util.stream.IntStream.range(0, 2 * hosts)
                .mapToObj(i -> new Incidents.Report(new HostId(prefix + i / 2), event))
                .toList();
    }
}
