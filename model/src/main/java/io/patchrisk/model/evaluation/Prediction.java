// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.evaluation;

import java.util.List;

/**
 * What was said of a cohort whose truth is known.
 *
 * @param probability of harm, 0..1
 * @param harmful the truth
 * @param weight how much it counts, not negative
 */
public record Prediction(double probability, boolean harmful, double weight) {

    /** The same predictions with weights such that so large a share of them is harmful; the sum of weights is 1. */
    public static List<Prediction> reweighted(List<Prediction> predictions, double harmfulShare) {
        double harmful = weight(predictions, true);
        double benign = weight(predictions, false);
        return predictions.stream()
                .map(one -> new Prediction(
                        one.probability,
                        one.harmful,
                        one.harmful
                                ? one.weight * share(harmfulShare, harmful)
                                : one.weight * share(1 - harmfulShare, benign)))
                .toList();
    }

    private static double share(double share, double of) {
        return of == 0 ? 0 : share / of;
    }

    /** Weight of one class. */
    public static double weight(List<Prediction> predictions, boolean harmful) {
        double sum = 0;
        for (Prediction one : predictions) {
            sum += one.harmful == harmful ? one.weight : 0;
        }
        return sum;
    }
}
