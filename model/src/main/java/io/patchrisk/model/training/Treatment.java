// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.training;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * What was done on purpose to the hosts that count as patched. It is the truth to learn and never an input of scoring.
 *
 * @param label harmful, benign, stalled, refused, mixed, or {@value #AA} where nothing was done
 * @param patch name of the module; null where none was loaded
 * @param function the function that the patch is about; null when unknown
 * @param family kind of fault, of transition or of module; null where there is nothing special
 * @param dose how much of it; null where it has no dose
 */
public record Treatment(
        String label,
        @Nullable String patch,
        @Nullable String function,
        @Nullable String family,
        @Nullable String dose) implements Comparable<Treatment> {

    /** The label of controls that count as patched: whatever is found on them is a false alarm. */
    public static final String AA = "aa";

    /** Controls among controls. */
    public static final Treatment NONE = new Treatment(AA, null, null, null, null);

    private static final Comparator<@Nullable String> WORDS = Comparator.nullsFirst(Comparator.<String>naturalOrder());

    private static final Comparator<Treatment> ORDER = Comparator.comparing(Treatment::patch, WORDS)
            .thenComparing(Treatment::label)
            .thenComparing(Treatment::function, WORDS)
            .thenComparing(Treatment::family, WORDS)
            .thenComparing(Treatment::dose, WORDS);

    @Override
    public int compareTo(Treatment other) {
        return ORDER.compare(this, other);
    }
}
