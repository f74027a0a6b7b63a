// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.evaluation;

import java.util.ArrayList;
import java.util.List;

/**
 * What was said against what happened, in ten bins of equal width.
 *
 * @param bins those with something in them, in order
 */
public record Reliability(List<Bin> bins) {

    private static final int BINS = 10;

    /**
     * Predictions that said much the same.
     *
     * @param said their mean probability
     * @param harmful share of them that were harmful
     * @param weight how much they count
     * @param count how many they are
     */
    public record Bin(double said, double harmful, double weight, int count) {}

    public Reliability {
        bins = List.copyOf(bins);
    }

    public static Reliability of(List<Prediction> predictions) {
        double[] said = new double[BINS];
        double[] harmful = new double[BINS];
        double[] weight = new double[BINS];
        int[] count = new int[BINS];
        for (Prediction one : predictions) {
            int bin = Math.max(0, Math.min(BINS - 1, (int) (one.probability() * BINS)));
            said[bin] += one.weight() * one.probability();
            harmful[bin] += one.harmful() ? one.weight() : 0;
            weight[bin] += one.weight();
            count[bin]++;
        }
        List<Bin> bins = new ArrayList<>();
        for (int i = 0; i < BINS; i++) {
            if (weight[i] > 0) {
                bins.add(new Bin(said[i] / weight[i], harmful[i] / weight[i], weight[i], count[i]));
            }
        }
        return new Reliability(bins);
    }
}
