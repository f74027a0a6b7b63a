// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.evaluation;

import io.patchrisk.model.evaluation.Estimate;
import io.patchrisk.model.evaluation.Prediction;
import io.patchrisk.model.evaluation.Resampling;
import io.patchrisk.model.risk.RiskModel;
import io.patchrisk.model.training.CohortRow;
import io.patchrisk.model.training.RunWeights;
import io.patchrisk.scoring.dataset.VisibleDoses;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The cohorts that a model is measured on, and figures of them with their intervals. */
final class Sample {

    private final List<ScoredCohort> cohorts;
    private final Resampling resampling;

    private Sample(List<ScoredCohort> cohorts, long seed) {
        this.cohorts = cohorts;
        this.resampling =
                new Resampling(cohorts.stream().map(ScoredCohort::unit).toList(), seed);
    }

    static Sample of(List<CohortRow> rows, RiskModel model, double prior, @Nullable VisibleDoses doses, long seed) {
        Map<String, List<CohortRow>> byCohort = new LinkedHashMap<>();
        rows.forEach(row ->
                byCohort.computeIfAbsent(row.cohort(), key -> new ArrayList<>()).add(row));
        RunWeights weights = RunWeights.of(rows);
        List<ScoredCohort> cohorts = new ArrayList<>();
        for (List<CohortRow> looks : byCohort.values()) {
            looks.sort(Comparator.comparingDouble(CohortRow::seconds));
            CohortRow last = looks.get(looks.size() - 1);
            cohorts.add(new ScoredCohort(
                    looks.stream()
                            .map(row -> new ScoredCohort.Look(row, model.risk(row.features(), prior)))
                            .toList(),
                    Kind.of(last, doses),
                    weights.of(last)));
        }
        return new Sample(List.copyOf(cohorts), seed);
    }

    List<ScoredCohort> cohorts() {
        return cohorts;
    }

    List<ScoredCohort> where(Predicate<ScoredCohort> which) {
        return cohorts.stream().filter(which).toList();
    }

    /** Predictions at the last look, each run counting once. */
    List<Prediction> predictions(Predicate<ScoredCohort> which, double prior) {
        return where(which).stream().map(cohort -> cohort.prediction(prior, 1)).toList();
    }

    /** A figure of the predictions at the last look; null where there is none. */
    @Nullable
    Estimate quality(Predicate<ScoredCohort> which, double prior, Function<List<Prediction>, OptionalDouble> figure) {
        return predicted(which, cohort -> cohort.prediction(prior, 1), figure);
    }

    /** A figure of the predictions at one look, over the cohorts that have it. */
    @Nullable
    Estimate qualityAt(String look, Predicate<ScoredCohort> which, Function<List<Prediction>, OptionalDouble> figure) {
        return predicted(
                cohort -> which.test(cohort) && cohort.at(look) != null,
                cohort -> {
                    ScoredCohort.Look at = cohort.at(look);
                    return new Prediction(
                            at == null ? 0 : at.probability(0.5), cohort.kind().harmful(), cohort.weight());
                },
                figure);
    }

    private @Nullable Estimate predicted(
            Predicate<ScoredCohort> which,
            Function<ScoredCohort, Prediction> said,
            Function<List<Prediction>, OptionalDouble> figure) {
        List<Integer> indices = indices(which);
        // Sorted once: the figures sort again, and sorting what is sorted costs next to nothing.
        Prediction[] predictions = new Prediction[cohorts.size()];
        indices.forEach(i -> predictions[i] = said.apply(cohorts.get(i)));
        List<Integer> sorted = indices.stream()
                .sorted(Comparator.comparingDouble(i -> predictions[i].probability()))
                .toList();
        return resampling.estimate(cohorts.size(), weights -> {
            List<Prediction> weighted = new ArrayList<>(sorted.size());
            for (int i : sorted) {
                Prediction one = predictions[i];
                if (weights[i] > 0) {
                    weighted.add(new Prediction(one.probability(), one.harmful(), one.weight() * weights[i]));
                }
            }
            return figure.apply(weighted);
        });
    }

    /** Share of some cohorts of which something holds, each cohort counting once; null where there are none. */
    @Nullable
    Estimate share(Predicate<ScoredCohort> which, Predicate<ScoredCohort> holds) {
        List<Integer> indices = indices(which);
        boolean[] hits = new boolean[cohorts.size()];
        indices.forEach(i -> hits[i] = holds.test(cohorts.get(i)));
        return resampling.estimate(cohorts.size(), weights -> {
            double hit = 0;
            double all = 0;
            for (int i : indices) {
                hit += hits[i] ? weights[i] : 0;
                all += weights[i];
            }
            return all == 0 ? OptionalDouble.empty() : OptionalDouble.of(hit / all);
        });
    }

    private List<Integer> indices(Predicate<ScoredCohort> which) {
        List<Integer> indices = new ArrayList<>();
        for (int i = 0; i < cohorts.size(); i++) {
            if (which.test(cohorts.get(i))) {
                indices.add(i);
            }
        }
        return indices;
    }
}
