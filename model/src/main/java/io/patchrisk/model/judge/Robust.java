// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.judge;

import java.util.Arrays;

/** Estimates that a few wild values cannot move. All are exact: same numbers in any order, same result. */
public final class Robust {

    /** Standard deviation of normal values around the means of their upper and their lower half: the root of 1 - 2/pi. */
    private static final double HALVED = 0.602_810_274_989;

    private static final int FEWEST_OF_TWO_KINDS = 6;

    /** Makes the median absolute deviation estimate a normal standard deviation. */
    private static final double NORMAL = 1.4826;

    /** As many values are sorted faster than selected from. */
    private static final int FEW = 10;

    private Robust() {}

    /** The median; {@code values} must not be empty. */
    public static double median(double[] values) {
        return medianOf(values.clone());
    }

    /** The median of values that it puts in another order. */
    static double medianOf(double[] values) {
        int middle = values.length / 2;
        double upper = select(values, middle);
        if (values.length % 2 == 1) {
            return upper;
        }
        double lower = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < middle; i++) {
            lower = Math.max(lower, values[i]);
        }
        return lower / 2 + upper / 2;
    }

    /**
     * Puts the value of rank {@code rank} in its place, with none larger before and none smaller behind (Hoare 1961). Values
     * are parted without a branch (Lomuto's way): which way one goes cannot be guessed, and a wrong guess costs more than a move.
     */
    private static double select(double[] values, int rank) {
        int from = 0;
        int to = values.length - 1;
        while (to - from >= FEW) {
            double pivot = middleOf(values[from], values[(from + to) >>> 1], values[to]);
            int less = part(values, from, to, pivot);
            if (rank < less) {
                to = less - 1;
            } else if (less > from) {
                from = less;
            } else {
                int more = part(values, from, to, Math.nextUp(pivot));
                if (rank < more) {
                    return pivot;
                }
                if (more == from) {
                    // Infinite, or no number: nothing is beyond it.
                    break;
                }
                from = more;
            }
        }
        sort(values, from, to);
        return values[rank];
    }

    /** Brings values below a bound to the front of {@code from..to} and gives the place behind them. */
    private static int part(double[] values, int from, int to, double bound) {
        int next = from;
        for (int i = from; i <= to; i++) {
            double value = values[i];
            values[i] = values[next];
            values[next] = value;
            next += value < bound ? 1 : 0;
        }
        return next;
    }

    /** Sorts a few values from {@code from} to {@code to}, by insertion. */
    private static void sort(double[] values, int from, int to) {
        for (int i = from + 1; i <= to; i++) {
            double value = values[i];
            int place = i;
            while (place > from && values[place - 1] > value) {
                values[place] = values[place - 1];
                place--;
            }
            values[place] = value;
        }
    }

    private static double middleOf(double a, double b, double c) {
        return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
    }

    /** A robust standard deviation: 1.4826 × the median absolute deviation from the median. */
    public static double deviation(double[] values) {
        return deviation(values, median(values));
    }

    /** The same around a median that is known. */
    static double deviation(double[] values, double center) {
        double[] distances = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            distances[i] = Math.abs(values[i] - center);
        }
        return NORMAL * medianOf(distances);
    }

    /**
     * The deviation of values that may be of two kinds, as those of hosts with and without an effect: the robust one, or that
     * around the best two means, whichever is less. Where half of the hosts move, the first grows with what they move by.
     */
    static double spread(double[] values) {
        double middle = median(values);
        double robust = deviation(values, middle);
        if (values.length < FEWEST_OF_TWO_KINDS) {
            return robust;
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < sorted.length; i++) {
            sorted[i] -= middle;
            sum += sorted[i];
            squares += sorted[i] * sorted[i];
        }
        double explained = 0;
        double below = 0;
        for (int i = 1; i < sorted.length; i++) {
            below += sorted[i - 1];
            double above = sum - below;
            explained = Math.max(explained, below * below / i + above * above / (sorted.length - i));
        }
        double around = Math.sqrt(Math.max(0, squares - explained) / (sorted.length - 2)) / HALVED;
        // Squares of huge values are no numbers.
        return around < robust ? around : robust;
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
        return medianOf(differences);
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
