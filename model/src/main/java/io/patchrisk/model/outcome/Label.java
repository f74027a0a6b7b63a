// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.outcome;

import io.patchrisk.model.word.Word;

/** What an outcome says about a patch, as far as anything can be learned from it. */
public enum Label {
    HARMFUL,
    BENIGN,
    /** Nothing that may be learned from. */
    UNCONFIRMED;

    /** The name in files and answers. */
    public String word() {
        return Word.of(this);
    }
}
