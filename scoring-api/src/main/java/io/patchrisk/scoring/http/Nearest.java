// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.http;

import java.util.Collection;

/** Finds the name that somebody who mistyped most likely meant. */
final class Nearest {

    private Nearest() {}

    /** A hint with the known name at the least edit distance, or with all of them when none is within a third of the length. */
    static String hint(String asked, Collection<String> known) {
        String best = "";
        int least = Math.max(1, asked.length() / 3) + 1;
        for (String name : known) {
            int distance = Math.abs(name.length() - asked.length()) < least ? distance(asked, name) : least;
            if (distance < least) {
                least = distance;
                best = name;
            }
        }
        if (!best.isEmpty()) {
            return "did you mean " + best + "?";
        }
        return known.isEmpty() ? "none is known here" : "known are " + String.join(", ", known);
    }

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
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
