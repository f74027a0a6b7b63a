// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.policy;

import io.patchrisk.model.word.Word;

/** The answer to "is it safe to patch the next host?", least strict first. */
public enum Decision {
    /** Go on. */
    PROCEED,
    /** Wait: soaking, too little seen, or a person is needed. */
    HOLD,
    /** No data, stale data, or out of the model's range. Never reads as proceed. */
    UNKNOWN,
    /** Do not go on, and roll back where that is viable. */
    STOP;

    /** The stricter of two. */
    public Decision or(Decision other) {
        return compareTo(other) >= 0 ? this : other;
    }

    /** The word used in every interface. */
    public String word() {
        return Word.of(this);
    }
}
