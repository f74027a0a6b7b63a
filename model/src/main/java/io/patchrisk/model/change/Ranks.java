// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.change;

import java.util.Arrays;

/** Statistics that depend on the order of values only. */
final class Ranks {

    private Ranks() {}

    /** The quantile of rank {@code share × (n - 1)}, between neighbours in a straight line. */
    static double quantile(double[] values, double share) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double rank = share * (sorted.length - 1);
        int below = (int) rank;
        double part = rank - below;
        return part == 0 ? sorted[below] : sorted[below] * (1 - part) + sorted[below + 1] * part;
    }

    /** The middle value; of two middle ones the upper. */
    static double upperMedian(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /**
     * The normal deviate of the rank sum of {@code second} among both (Mann and Whitney 1947, with the variance for ties);
     * 0 where all are equal.
     */
    static double sum(double[] first, double[] second) {
        int n = first.length;
        int m = second.length;
        double[] sorted = Arrays.copyOf(first, n + m);
        System.arraycopy(second, 0, sorted, n, m);
        Arrays.sort(sorted);
        double middle = (n + m + 1) / 2.0;
        double squares = 0;
        for (int i = 0; i < n + m; i++) {
            double off = rank(sorted, sorted[i]) - middle;
            squares += off * off;
        }
        double sum = 0;
        for (double value : second) {
            sum += rank(sorted, value) - middle;
        }
        double variance = squares * n * m / ((double) (n + m) * (n + m - 1));
        return variance <= 0 ? 0 : sum / Math.sqrt(variance);
    }

    /** The rank of a value from 1 on; equal values share the mean of theirs. */
    private static double rank(double[] sorted, double value) {
        int first = bound(sorted, value, false);
        int last = bound(sorted, value, true);
        return (first + 1 + last) / 2.0;
    }

    /** How many values are smaller, or with {@code equal} at most as large. */
    private static int bound(double[] sorted, double value, boolean equal) {
        int from = 0;
        int to = sorted.length;
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (sorted[middle] < value || (equal && sorted[middle] == value)) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }
}
