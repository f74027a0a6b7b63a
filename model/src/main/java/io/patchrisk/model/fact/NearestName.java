// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.fact;

import java.util.Collection;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** The name that somebody probably meant. */
public final class NearestName {

    private NearestName() {}

    /** The nearest of the names; null when none is near. */
    public static @Nullable String of(String given, Collection<String> names) {
        for (String name : names) {
            // Somebody left out the sections before it.
            if (name.endsWith("." + given)) {
                return name;
            }
        }
        int bound = Math.max(2, given.length() / 3);
        return names.stream()
                .filter(name -> Math.abs(given.length() - name.length()) <= bound)
                .filter(name -> distance(given, name) <= bound)
                .min(Comparator.comparingInt((String name) -> distance(given, name))
                        .thenComparing(Comparator.naturalOrder()))
                .orElse(null);
    }

    /** What to do about a name that nobody knows. */
    public static String advice(String given, Collection<String> names, String otherwise) {
        String nearest = of(given, names);
        return nearest == null ? otherwise : "did you mean " + nearest + "?";
    }

    /** The same where nothing better can be said than which names there are. */
    public static String advice(String given, Collection<String> names) {
        return advice(given, names, names.isEmpty() ? "none is known here" : "known are " + String.join(", ", names));
    }

    /** Letters to insert, remove, replace or swap with their neighbour to get from one to the other (Damerau 1964). */
    private static int distance(String a, String b) {
        int[][] edits = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                edits[i][j] = i == 0 || j == 0 ? i + j : least(edits, a, b, i, j);
            }
        }
        return edits[a.length()][b.length()];
    }

    private static int least(int[][] edits, String a, String b, int i, int j) {
        boolean same = a.charAt(i - 1) == b.charAt(j - 1);
        int least = Math.min(edits[i - 1][j - 1] + (same ? 0 : 1), 1 + Math.min(edits[i - 1][j], edits[i][j - 1]));
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(least, edits[i - 2][j - 2] + 1) : least;
    }
}
