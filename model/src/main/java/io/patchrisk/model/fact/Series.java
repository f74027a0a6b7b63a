// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.fact;

import java.util.Arrays;
import java.util.Objects;

/**
 * The measured values of one signal of one host in order of time. What was not measured is not in it.
 *
 * <p>Times are seconds since the epoch; values are finite and in the signal's unit.
 */
public final class Series {

    private static final Series EMPTY = new Series(new double[0], new double[0], 0, 0);

    private final double[] at;
    private final double[] value;
    private final int first;
    private final int size;

    private Series(double[] at, double[] value, int first, int size) {
        this.at = at;
        this.value = value;
        this.first = first;
        this.size = size;
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
        return at.length == 0 ? EMPTY : new Series(at.clone(), value.clone(), 0, at.length);
    }

    public static Series empty() {
        return EMPTY;
    }

    public int size() {
        return size;
    }

    /** Seconds since the epoch of point {@code i}. */
    public double at(int i) {
        return at[first + Objects.checkIndex(i, size)];
    }

    /** Value of point {@code i} in the signal's unit. */
    public double value(int i) {
        return value[first + Objects.checkIndex(i, size)];
    }

    /** The points with {@code from < time <= to}, both in seconds since the epoch. */
    public Series between(double from, double to) {
        int begin = firstAfter(from);
        int end = firstAfter(to);
        return begin >= end ? EMPTY : new Series(at, value, begin, end - begin);
    }

    /** The same points, keeping no others of a longer series in memory. */
    public Series detached() {
        return size == at.length ? this : new Series(Arrays.copyOfRange(at, first, first + size), values(), 0, size);
    }

    /** How many points at the start of both series are the same, in time and value. */
    public int common(Series other) {
        int most = Math.min(size, other.size);
        if (at == other.at && value == other.value && first == other.first) {
            return most;
        }
        return Math.min(common(at, other.at, other, most), common(value, other.value, other, most));
    }

    private int common(double[] left, double[] right, Series other, int most) {
        int found = Arrays.mismatch(left, first, first + most, right, other.first, other.first + most);
        return found < 0 ? most : found;
    }

    /** A copy of all values, in order of time. */
    public double[] values() {
        return Arrays.copyOfRange(value, first, first + size);
    }

    /** The mean value, in the signal's unit; NaN when there is none. */
    public double mean() {
        double sum = 0;
        for (int i = first; i < first + size; i++) {
            sum += value[i];
        }
        return sum / size;
    }

    private int firstAfter(double time) {
        int found = Arrays.binarySearch(at, first, first + size, time);
        return found >= 0 ? found + 1 : -found - 1;
    }
}
