// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.training;

import io.patchrisk.model.word.Word;

/** A share of the measured runs that is kept apart from the others. */
public enum Part {
    /** What a model learns from. */
    TRAIN,
    /** What its settings and its calibration are chosen on. */
    VALIDATION,
    /** What it is measured on, once. */
    TEST;

    /** The name in files. */
    public String word() {
        return Word.of(this);
    }

    /** The part of a name; throws {@link IllegalArgumentException} when there is none. */
    public static Part of(String word) {
        for (Part part : values()) {
            if (part.word().equals(word)) {
                return part;
            }
        }
        throw new IllegalArgumentException("part is '" + word + "', not train, validation or test");
    }
}
