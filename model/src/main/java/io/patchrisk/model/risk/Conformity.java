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

    /**
     * Benign is excluded where so small a share of benign runs looks as harmful: one rollout in twenty is held for nothing.
     */
    public static final double BENIGN_LEVEL = 0.05;

    /**
     * Harmful is excluded where so small a share of harmful runs looks no more harmful. A fifth of a harm that one rollout in a
     * hundred does is two in a thousand, a tenth of the risk at which the policy holds.
     */
    public static final double HARMFUL_LEVEL = 0.2;

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
        boolean harmful = pHarmful > HARMFUL_LEVEL;
        boolean benign = pBenign > BENIGN_LEVEL;
        if (harmful) {
            return benign ? Call.BOTH : Call.HARMFUL;
        }
        return benign ? Call.BENIGN : Call.NONE;
    }
}
