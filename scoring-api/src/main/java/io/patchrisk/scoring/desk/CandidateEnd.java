// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.desk;

import io.patchrisk.model.candidate.Comparison;
import org.jspecify.annotations.Nullable;

/**
 * How the training of a candidate ended.
 *
 * @param state how
 * @param text what came of it, in one sentence
 * @param outcomes rows of outcomes that were learned from; null where it did not come so far
 * @param comparison its figures against the model in use; null where it did not come so far
 * @param model id of the candidate; null unless it was written
 * @param folder where it is; null unless it was written
 */
public record CandidateEnd(
        CandidateState state,
        String text,
        @Nullable Integer outcomes,
        @Nullable Comparison comparison,
        @Nullable String model,
        @Nullable String folder) {

    /** It ended without any figures. */
    public static CandidateEnd of(CandidateState state, String text) {
        return new CandidateEnd(state, text, null, null, null, null);
    }
}
