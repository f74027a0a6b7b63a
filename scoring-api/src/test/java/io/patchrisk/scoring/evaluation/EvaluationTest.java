// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.patchrisk.model.evaluation.Estimate;
import io.patchrisk.model.risk.RiskModel;
import io.patchrisk.model.training.CohortRow;
import io.patchrisk.model.training.Part;
import io.patchrisk.scoring.dataset.VisibleDoses;
import io.patchrisk.scoring.evaluation.ModelReport.Count;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** On a simulated table, of which every number is known. */
class EvaluationTest {

    private static final RiskModel MODEL = SimulatedTable.model();
    private static final List<CohortRow> ROWS = SimulatedTable.rows();
    private static final VisibleDoses DOSES = new VisibleDoses(
            Map.of(
                    new VisibleDoses.Dose("oops", "every=60"), new TreeMap<>(Map.of(1, "visible")),
                    new VisibleDoses.Dose("leak", "sz=1000"), new TreeMap<>(Map.of(1, "borderline", 2, "visible")),
                    new VisibleDoses.Dose("leak", "sz=2000"), new TreeMap<>(Map.of(1, "visible"))),
            Set.of(new VisibleDoses.Dose("oops", "every=60")));

    private static Evaluation evaluation(Part part, VisibleDoses doses) {
        return new Evaluation("table.csv", "abc", part, null, 0.01, doses, 1);
    }

    private static ModelReport report(VisibleDoses doses) {
        return evaluation(Part.TEST, doses).of(MODEL, ROWS);
    }

    private static ModelReport.Ranking ranking(ModelReport report, String kind) {
        return report.ranking().stream()
                .filter(row -> row.kind().equals(kind))
                .findFirst()
                .orElseThrow();
    }

    private static double value(Estimate estimate) {
        assertThat(estimate).isNotNull();
        return estimate.value();
    }

    @Test
    void countsWhatIsIndependentApartFromBundles() {
        assertThat(report(null).contents())
                .contains(
                        new ModelReport.Content("visible", "silent harm, visible", 20, 80, 80, 240),
                        new ModelReport.Content("benign", "benign patches", 15, 60, 60, 180),
                        new ModelReport.Content("other", "stalled, refused or mixed", 1, 4, 4, 12));
    }

    @Test
    void keepsVisibleBorderlineAndInvisibleHarmApart() {
        ModelReport report = report(null);

        assertThat(value(ranking(report, "visible").auc())).isGreaterThan(0.9);
        assertThat(value(ranking(report, "invisible").auc())).isBetween(0.2, 0.7);
    }

    @Test
    void takesLoudHarmAndSizesFromTheList() {
        ModelReport report = report(DOSES);

        assertThat(report.ranking())
                .extracting(ModelReport.Ranking::kind, ModelReport.Ranking::cohorts)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("all", 100),
                        org.assertj.core.groups.Tuple.tuple("loud", 40),
                        org.assertj.core.groups.Tuple.tuple("visible", 30),
                        org.assertj.core.groups.Tuple.tuple("borderline", 10),
                        org.assertj.core.groups.Tuple.tuple("unlisted", 20));
    }

    @Test
    void givesEveryIntervalAroundItsFigure() {
        ModelReport.Ranking all = ranking(report(null), "all");

        assertThat(all.auc()).isNotNull();
        Estimate.Interval interval = all.auc().interval();
        assertThat(interval).isNotNull();
        assertThat(interval.low()).isLessThan(all.auc().value());
        assertThat(interval.high()).isGreaterThan(all.auc().value());
    }

    /** Three of four harmful runs are seen, so the lab's Brier score is far from that of rollouts, where one of 100 harms. */
    @Test
    void weighsTheProbabilitiesAtTheLabsMixAndAtTheStatedPrior() {
        List<ModelReport.Mix> mixes = report(null).mixes();

        assertThat(mixes).extracting(ModelReport.Mix::name).containsExactly("lab", "stated", "judged");
        assertThat(mixes.get(0).harmfulShare()).isEqualTo(0.5, within(1e-9));
        assertThat(mixes.get(1).harmfulShare()).isEqualTo(0.01);
        assertThat(value(mixes.get(1).brier())).isLessThan(0.02);
        assertThat(mixes.get(0).bins().stream().mapToDouble(bin -> bin.weight()).sum())
                .isEqualTo(1, within(1e-9));
        // Without the harm that nobody can see.
        assertThat(value(mixes.get(2).brier())).isLessThan(value(mixes.get(0).brier()));
        assertThat(mixes.get(2).bins().stream().mapToInt(bin -> bin.count()).sum())
                .isLessThan(mixes.get(0).bins().stream()
                        .mapToInt(bin -> bin.count())
                        .sum());
    }

    /** One A/A module of four runs was stopped, in four cohorts: a single host each, then pairs and all four. */
    @Test
    void countsFalseStopsByRunsAndByCohortsThatShareNone() {
        List<ModelReport.FalseStops> stops = report(null).falseStops();

        assertThat(stops).extracting(ModelReport.FalseStops::kind).containsExactly("benign", "aa", "all");
        assertThat(stops.get(0).stoppedRuns()).isZero();
        assertThat(stops.get(0).runs()).isEqualTo(60);
        assertThat(stops.get(0).runsUpperBound()).isEqualTo(1 - Math.pow(0.05, 1 / 60.0), within(1e-9));
        assertThat(stops.get(1).stoppedCohorts()).isEqualTo(4);
        assertThat(stops.get(1).apart()).isLessThan(stops.get(1).runs());
    }

    @Test
    void countsDecisionsOnceACohortHasDecided() {
        ModelReport.Decisions visible = report(DOSES).decisions().stream()
                .filter(row -> row.kind().equals("loud"))
                .findFirst()
                .orElseThrow();

        assertThat(visible.stop()).isEqualTo(40);
        assertThat(visible.reasons()).containsExactly(Map.entry("some_reason", 40));
    }

    @Test
    void looksAtEachSizeAndEachTimeByItself() {
        ModelReport report = report(DOSES);

        assertThat(report.sizes())
                .extracting(ModelReport.Size::patchedFrom, ModelReport.Size::controlsFrom)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(1, 0),
                        org.assertj.core.groups.Tuple.tuple(2, 12),
                        org.assertj.core.groups.Tuple.tuple(2, 20));
        assertThat(report.times()).extracting(ModelReport.Time::look).containsExactly("30", "60", "end");
        assertThat(report.times().get(0).loudStopped()).isEqualTo(new Count(0, 40));
        assertThat(report.times().get(2).loudStopped()).isEqualTo(new Count(40, 40));
        assertThat(value(report.times().get(2).auc()))
                .isGreaterThan(value(report.times().get(0).auc()));
    }

    @Test
    void tellsOfEachDoseHowSoonItWasStopped() {
        ModelReport.Family oops = report(DOSES).families().get(0);

        assertThat(oops.family()).isEqualTo("oops");
        assertThat(oops.stopped()).isEqualTo(new Count(40, 40));
        assertThat(oops.secondsToStop()).isEqualTo(90);
        assertThat(oops.scrapesToStop()).isEqualTo(18);
        assertThat(oops.sizes()).containsExactly(cell(1, 0, 20), cell(2, 12, 10), cell(2, 20, 10));
    }

    /** All of them are stopped. */
    private static ModelReport.Cell cell(int patched, int controls, int cohorts) {
        return new ModelReport.Cell(
                patched, controls, new ModelReport.Decided(cohorts, cohorts, 0, 0, 0), 18.0, 0.001, 2.5);
    }

    @Test
    void measuresAbstentionAgainstItsPromise() {
        ModelReport report = report(null);

        assertThat(report.source().guarantee()).contains("at most 20 % are called benign");
        ModelReport.Abstention visible = report.abstention().get(0);
        assertThat(value(visible.calledBenign())).isLessThan(0.15);
        assertThat(value(visible.calledBenign()) + value(visible.calledHarmful()) + value(visible.abstains()))
                .isEqualTo(1, within(1e-9));
    }

    @Test
    void givesTheSameNumbersAgain() {
        assertThat(ReportJson.of(report(DOSES))).isEqualTo(ReportJson.of(report(DOSES)));
        assertThat(new ReportPage(report(DOSES)).html()).isEqualTo(new ReportPage(report(DOSES)).html());
    }

    @Test
    void refusesAPartWithoutHarmOrWithoutBenignCohorts() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> evaluation(Part.VALIDATION, null).of(MODEL, ROWS))
                .withMessage("part validation of table.csv has 0 harmful and 0 benign cohorts: both are needed");
    }
}
