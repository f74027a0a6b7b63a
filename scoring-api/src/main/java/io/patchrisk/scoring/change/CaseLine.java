// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.change;

import io.patchrisk.model.change.Change;
import org.jspecify.annotations.Nullable;

/** One line of a file of changes. */
public sealed interface CaseLine {

    /** From 1. */
    int line();

    /**
     * A change that can be judged.
     *
     * @param line from 1
     * @param id as the file calls it
     * @param change what was seen
     * @param truth what the file says of it, for training and measuring; never seen by the judge
     */
    record Case(int line, String id, Change change, Truth truth) implements CaseLine {}

    /**
     * A line that is no change.
     *
     * @param line from 1
     * @param id as the file calls it; null when it could not be read
     * @param why what is wrong with it
     */
    record Refused(int line, @Nullable String id, String why) implements CaseLine {}

    /**
     * What a file says of a change.
     *
     * @param label {@code regress} or {@code none}; null when it says nothing
     * @param observable whether the fault can show in the metrics at all, by its kind
     * @param effect what was written into the samples; null where nothing was
     * @param series where the samples were cut from; null when unknown
     */
    record Truth(
            @Nullable String label,
            boolean observable,
            @Nullable String effect,
            @Nullable String series) {}
}
