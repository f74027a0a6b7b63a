// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.comparison;

import io.patchrisk.model.training.CohortRow;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which rows are held out together: never a module or a fault family in two folds. */
final class Folds {

    private Folds() {}

    /** The fold of each row, in their order; harmful and benign groups are dealt out by themselves, the largest first. */
    static List<Integer> of(List<CohortRow> rows, int count) {
        Map<String, String> parents = new HashMap<>();
        rows.forEach(row -> join(parents, "module " + row.moduleGroup(), "family " + row.familyGroup()));
        Map<String, int[]> sizes = new LinkedHashMap<>();
        rows.forEach(row -> sizes.computeIfAbsent(root(parents, row), key -> new int[2])[row.harmful() ? 1 : 0]++);
        int[][] loads = new int[count][2];
        Map<String, Integer> folds = new HashMap<>();
        sizes.entrySet().stream()
                .sorted(Comparator.comparing(
                                (Map.Entry<String, int[]> group) -> -(group.getValue()[0] + group.getValue()[1]))
                        .thenComparing(Map.Entry::getKey))
                .forEach(group -> folds.put(group.getKey(), least(loads, group.getValue())));
        return rows.stream()
                .map(row -> folds.getOrDefault(root(parents, row), 0))
                .toList();
    }

    private static int least(int[][] loads, int[] group) {
        int mainly = group[1] > group[0] ? 1 : 0;
        int least = 0;
        for (int fold = 1; fold < loads.length; fold++) {
            least = loads[fold][mainly] < loads[least][mainly] ? fold : least;
        }
        loads[least][0] += group[0];
        loads[least][1] += group[1];
        return least;
    }

    private static void join(Map<String, String> parents, String one, String other) {
        parents.put(root(parents, one), root(parents, other));
    }

    private static String root(Map<String, String> parents, CohortRow row) {
        return root(parents, "module " + row.moduleGroup());
    }

    private static String root(Map<String, String> parents, String name) {
        String at = name;
        String parent = parents.getOrDefault(at, at);
        while (!parent.equals(at)) {
            at = parent;
            parent = parents.getOrDefault(at, at);
        }
        return at;
    }
}
