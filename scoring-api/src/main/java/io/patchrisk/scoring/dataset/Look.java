// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.dataset;

import io.patchrisk.model.training.CohortRow;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When a cohort is judged.
 *
 * @param name its name in the table
 * @param seconds seconds after the patch; null for the end of the recordings
 */
public record Look(String name, @Nullable Double seconds) {

    /** Looks such as {@code 30,60,end}, in that order; throws {@link IllegalArgumentException} at anything else. */
    public static List<Look> of(String words) {
        List<Look> looks = new ArrayList<>();
        for (String word : words.split(",", -1)) {
            Look look = word.equals(CohortRow.LAST) ? new Look(word, null) : new Look(word, number(word));
            if (looks.contains(look)) {
                throw new IllegalArgumentException("look '" + word + "' is there twice");
            }
            looks.add(look);
        }
        return looks;
    }

    private static double number(String word) {
        try {
            double seconds = Double.parseDouble(word);
            if (seconds > 0 && Double.isFinite(seconds)) {
                return seconds;
            }
        } catch (NumberFormatException wrong) {
            throw new IllegalArgumentException(problem(word), wrong);
        }
        throw new IllegalArgumentException(problem(word));
    }

    private static String problem(String word) {
        return "look '" + word + "' is neither a number of seconds above 0 nor '" + CohortRow.LAST + "'";
    }
}
