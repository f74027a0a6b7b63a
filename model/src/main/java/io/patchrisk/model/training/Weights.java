// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.training;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What each row counts in training: classes weigh the same, runs of a class weigh the same, rows of a run share its weight.
 *
 * @param rows number of all rows
 * @param harmful rows of each harmful run
 * @param benign rows of each benign run
 */
record Weights(int rows, Map<String, Long> harmful, Map<String, Long> benign) {

    static Weights of(List<TrainingRow> rows) {
        return new Weights(rows.size(), runs(rows, true), runs(rows, false));
    }

    private static Map<String, Long> runs(List<TrainingRow> rows, boolean harmful) {
        return rows.stream()
                .filter(row -> row.harmful() == harmful)
                .collect(Collectors.groupingBy(TrainingRow::run, Collectors.counting()));
    }

    float of(TrainingRow row) {
        Map<String, Long> runs = row.harmful() ? harmful : benign;
        return (float) (rows / 2.0 / runs.size() / runs.getOrDefault(row.run(), 1L));
    }
}
