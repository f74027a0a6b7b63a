// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.retraining;

import io.patchrisk.model.candidate.Comparison;
import java.util.Locale;

/** A comparison in words. */
public final class Figures {

    private Figures() {}

    /** One sentence without a full stop. */
    public static String text(Comparison comparison) {
        return String.format(
                Locale.ROOT,
                "Brier %.4f against %.4f of the model in use, difference %+.4f (95 %% interval %+.4f to %+.4f, resampled over"
                        + " %d harmful and %d benign groups of %d runs); the upper end may be at most %+.4f, and at least %d"
                        + " groups of each are needed",
                comparison.candidate(),
                comparison.inUse(),
                comparison.difference(),
                comparison.low(),
                comparison.high(),
                comparison.harmfulGroups(),
                comparison.benignGroups(),
                comparison.runs(),
                comparison.margin(),
                Comparison.LEAST_GROUPS);
    }
}
