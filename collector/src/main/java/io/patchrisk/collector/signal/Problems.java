// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.signal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;

/** Everything found wrong with one catalogue so far. */
final class Problems {

    private final String source;
    private final List<CatalogueProblem> all = new ArrayList<>();

    Problems(String source) {
        this.source = source;
    }

    List<CatalogueProblem> all() {
        return all;
    }

    void add(@Nullable Node where, String key, String problem, String remedy) {
        add(where == null ? 0 : where.getStartMark().getLine() + 1, key, problem, remedy);
    }

    void add(int line, String key, String problem, String remedy) {
        all.add(new CatalogueProblem(source, line, key, problem, remedy));
    }

    void unknownKey(Node where, String key, List<String> known) {
        String nearest = known.stream()
                .min(Comparator.comparingInt(candidate -> distance(key, candidate)))
                .orElseThrow();
        String remedy = distance(key, nearest) <= 2
                ? "did you mean \"" + nearest + "\"?"
                : "known keys are " + String.join(", ", known);
        add(where, key, "the key is unknown", remedy);
    }

    /** Number of single-character edits between two words (Levenshtein 1966). */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
