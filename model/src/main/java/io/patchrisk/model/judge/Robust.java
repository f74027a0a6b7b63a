// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.judge;

import java.util.Arrays;

/** Estimates that a few wild values cannot move. All are exact: same numbers in any order, same result. */
final class Robust {

    /** Makes the median absolute deviation estimate a normal standard deviation. */
    private static final double NORMAL = 1.4826;

    private Robust() {}

    /** The median; {@code values} must not be empty. */
    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : sorted[middle - 1] / 2 + sorted[middle] / 2;
    }

    /** A robust standard deviation: 1.4826 × the median absolute deviation from the median. */
    static double deviation(double[] values) {
        double center = median(values);
        double[] distances = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            distances[i] = Math.abs(values[i] - center);
        }
        return NORMAL * median(distances);
    }

    /**
     * The Hodges-Lehmann shift: the median of all differences {@code after[j] - before[i]} (Hodges and Lehmann 1963).
     * Costs before × after; callers bound both.
     */
    static double shift(double[] before, double[] after) {
        double[] differences = new double[before.length * after.length];
        int n = 0;
        for (double a : after) {
            for (double b : before) {
                differences[n++] = a - b;
            }
        }
        return median(differences);
    }

    /** The mean, summed in sorted order so that the order of hosts cannot change a bit of it. */
    static double mean(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double sum = 0;
        for (double value : sorted) {
            sum += value;
        }
        return sum / sorted.length;
    }
}
