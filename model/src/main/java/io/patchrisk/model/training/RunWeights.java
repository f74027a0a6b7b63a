// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.training;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How many independent runs a cohort stands for: each run is shared out among the cohorts of its label that have it among
 * their patched hosts, and none stands for more than one.
 *
 * @param cohorts by run and label, how many cohorts have it
 */
public record RunWeights(Map<String, Integer> cohorts) {

    public static RunWeights of(List<CohortRow> rows) {
        Map<String, Integer> cohorts = new HashMap<>();
        rows.stream()
                .filter(row -> row.look().equals(CohortRow.LAST))
                .forEach(row -> row.members().patched().forEach(run -> cohorts.merge(key(row, run), 1, Integer::sum)));
        return new RunWeights(cohorts);
    }

    public double of(CohortRow row) {
        double sum = 0;
        for (String run : row.members().patched()) {
            sum += 1.0 / cohorts.getOrDefault(key(row, run), 1);
        }
        return Math.min(1, sum);
    }

    private static String key(CohortRow row, String run) {
        return row.treatment().label() + " " + run;
    }
}
