// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.desk;

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

    /** Letters to insert, remove or replace to get from one to the other (Levenshtein). */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
