// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.evaluation;

import io.patchrisk.model.policy.Decision;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts what was decided, and for which leading reasons. */
final class Deciding {

    private Deciding() {}

    static ModelReport.Decided of(List<ScoredCohort> cohorts) {
        return new ModelReport.Decided(
                cohorts.size(),
                count(cohorts, Decision.STOP),
                count(cohorts, Decision.HOLD),
                count(cohorts, Decision.UNKNOWN),
                count(cohorts, Decision.PROCEED));
    }

    static ModelReport.Decisions of(Kind kind, List<ScoredCohort> cohorts) {
        ModelReport.Decided decided = of(cohorts);
        return new ModelReport.Decisions(
                kind.word(),
                kind.title(),
                decided.cohorts(),
                decided.stop(),
                decided.hold(),
                decided.unknown(),
                decided.proceed(),
                reasons(cohorts));
    }

    private static int count(List<ScoredCohort> cohorts, Decision decision) {
        return (int) cohorts.stream()
                .filter(cohort -> cohort.deciding().says(decision))
                .count();
    }

    private static Map<String, Integer> reasons(List<ScoredCohort> cohorts) {
        Map<String, Integer> counts = new TreeMap<>();
        cohorts.forEach(cohort -> counts.merge(cohort.deciding().row().said().reason(), 1, Integer::sum));
        Map<String, Integer> sorted = new LinkedHashMap<>();
        counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
        return sorted;
    }
}
