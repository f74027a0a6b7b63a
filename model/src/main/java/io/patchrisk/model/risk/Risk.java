// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.risk;

import io.patchrisk.model.feature.Feature;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The probability that going on harms the fleet.
 *
 * @param probability stated prior × likelihood ratio, 0..1
 * @param prior the stated prior, 0..1
 * @param likelihoodRatio how much more likely this evidence is under a harmful patch than under a benign one
 * @param low lower end of what the number of independent lab runs supports, 0..1
 * @param high upper end of it, 0..1
 * @param contributions what each feature added to the log of the likelihood ratio, largest first; with the base they sum
 *     to it
 * @param base log of the likelihood ratio when every feature is 0
 * @param conformity how well the cohort fits the runs that the model was calibrated on
 * @param outOfRange in what respects the cohort is unlike all that the model learned from; empty where it is not
 */
public record Risk(
        double probability,
        double prior,
        double likelihoodRatio,
        double low,
        double high,
        Map<Feature, Double> contributions,
        double base,
        Conformity conformity,
        List<OutOfRange> outOfRange) {

    public Risk {
        outOfRange = List.copyOf(outOfRange);
        contributions = Collections.unmodifiableMap(new LinkedHashMap<>(contributions));
    }
}
