// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.risk;

import io.patchrisk.model.feature.Feature;

/**
 * One respect in which a cohort is unlike all that a model was trained on.
 *
 * @param how in which way
 * @param feature which feature; of a combination, the one that is farthest from the nearest training row
 * @param value what was measured; of a combination, its distance
 * @param bound what training reached
 */
public record OutOfRange(How how, Feature feature, double value, double bound) {

    /** Ways of being unlike. */
    public enum How {
        ABOVE("is above what training saw"),
        MISSING("could not be measured, which training hardly ever saw"),
        APART("lies far from every combination that training saw");

        private final String words;

        How(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }
}
