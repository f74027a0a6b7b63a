// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.fact;

import java.util.Arrays;

/**
 * The measured values of one signal of one host in order of time. What was not measured is not in it.
 *
 * <p>Times are seconds since the epoch; values are finite and in the signal's unit.
 */
public final class Series {

    private static final Series EMPTY = new Series(new double[0], new double[0]);

    private final double[] at;
    private final double[] value;

    private Series(double[] at, double[] value) {
        this.at = at;
        this.value = value;
    }

    /** A series of the given points. Copies both; throws unless times increase strictly and all values are finite. */
    public static Series of(double[] at, double[] value) {
        if (at.length != value.length) {
            throw new IllegalArgumentException(at.length + " times but " + value.length + " values");
        }
        for (int i = 0; i < at.length; i++) {
            if (!Double.isFinite(at[i]) || !Double.isFinite(value[i])) {
                throw new IllegalArgumentException("point " + i + " is not finite");
            }
            if (i > 0 && at[i] <= at[i - 1]) {
                throw new IllegalArgumentException("time of point " + i + " does not increase");
            }
        }
        return at.length == 0 ? EMPTY : new Series(at.clone(), value.clone());
    }

    public static Series empty() {
        return EMPTY;
    }

    public int size() {
        return at.length;
    }

    /** Seconds since the epoch of point {@code i}. */
    public double at(int i) {
        return at[i];
    }

    /** Value of point {@code i} in the signal's unit. */
    public double value(int i) {
        return value[i];
    }

    /** The points with {@code from < time <= to}, both in seconds since the epoch. */
    public Series between(double from, double to) {
        int first = firstAfter(from);
        int end = firstAfter(to);
        return first >= end
                ? EMPTY
                : new Series(Arrays.copyOfRange(at, first, end), Arrays.copyOfRange(value, first, end));
    }

    /** A copy of all values, in order of time. */
    public double[] values() {
        return value.clone();
    }

    private int firstAfter(double time) {
        int found = Arrays.binarySearch(at, time);
        return found >= 0 ? found + 1 : -found - 1;
    }
}
