// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.risk;

import io.patchrisk.model.word.Word;

/**
 * How well a cohort fits the harmful and the benign runs of the lab.
 *
 * @param pHarmful share of harmful runs, this cohort counted among them, that look no more harmful than it does
 * @param pBenign share of benign runs, this cohort counted among them, that look at least as harmful as it does
 */
public record Conformity(double pHarmful, double pBenign) {

    /** A class is excluded where so small a share of its runs looks as little like it: one cohort in twenty. */
    public static final double LEVEL = 0.05;

    /** What is left when each class that does not fit is excluded. */
    public enum Call {
        /** Only benign fits. */
        BENIGN,
        /** Both fit: the evidence does not tell them apart. */
        BOTH,
        /** None fits. */
        NONE,
        /** Only harmful fits. */
        HARMFUL;

        /** Whether the model says anything at all. */
        public boolean abstains() {
            return this == BOTH || this == NONE;
        }

        /** The name in files. */
        public String word() {
            return Word.of(this);
        }
    }

    public Call call() {
        boolean harmful = pHarmful > LEVEL;
        boolean benign = pBenign > LEVEL;
        if (harmful) {
            return benign ? Call.BOTH : Call.HARMFUL;
        }
        return benign ? Call.BENIGN : Call.NONE;
    }
}
