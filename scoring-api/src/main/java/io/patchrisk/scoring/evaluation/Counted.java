// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.evaluation;

import io.patchrisk.scoring.evaluation.ModelReport.Count;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Counts and medians of cohorts. */
final class Counted {

    private Counted() {}

    static int modules(List<ScoredCohort> cohorts) {
        return (int) cohorts.stream()
                .map(cohort -> cohort.last().row().moduleGroup())
                .distinct()
                .count();
    }

    /** Different hosts that count as patched. */
    static int runs(List<ScoredCohort> cohorts) {
        return (int) cohorts.stream()
                .map(cohort -> cohort.last().row().members().patched())
                .flatMap(Collection::stream)
                .distinct()
                .count();
    }

    static Count of(List<ScoredCohort> cohorts, Predicate<ScoredCohort> holds) {
        return new Count((int) cohorts.stream().filter(holds).count(), cohorts.size());
    }

    /** Median of the smallest p-value that the hosts can give at the last look. */
    static @Nullable Double smallestP(List<ScoredCohort> cohorts) {
        return median(cohorts, cohort -> cohort.last().row().compared().smallestP());
    }

    /** Median of the smallest effect that could have been seen at the last look, in units of chance. */
    static @Nullable Double smallestEffect(List<ScoredCohort> cohorts) {
        return median(cohorts.stream()
                .map(cohort -> cohort.last().row().compared().smallestEffect())
                .filter(effect -> effect != null)
                .mapToDouble(Double::doubleValue)
                .toArray());
    }

    /** The middle value; null without any. */
    static @Nullable Double median(List<ScoredCohort> cohorts, ToDoubleFunction<ScoredCohort> value) {
        double[] sorted = cohorts.stream().mapToDouble(value).sorted().toArray();
        return median(sorted);
    }

    static @Nullable Double median(double[] values) {
        double[] sorted = Arrays.stream(values).sorted().toArray();
        int middle = sorted.length / 2;
        if (sorted.length == 0) {
            return null;
        }
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
