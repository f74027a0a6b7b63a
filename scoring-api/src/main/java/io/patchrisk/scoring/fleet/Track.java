// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.fleet;

import io.patchrisk.model.fact.Series;
import java.util.Arrays;

/** The points of one signal of one host as they come in; old ones fall off. Times are seconds since the epoch. */
final class Track {

    private static final int FIRST_CAPACITY = 64;

    private double[] at = new double[FIRST_CAPACITY];
    private double[] value = new double[FIRST_CAPACITY];
    private int first;
    private int end;

    /** Adds a point; one that is not newer than the last is left out, because a series has one value a time. */
    void add(double time, double measured) {
        if (end > first && time <= at[end - 1]) {
            return;
        }
        if (end == at.length) {
            makeRoom();
        }
        at[end] = time;
        value[end] = measured;
        end++;
    }

    void dropBefore(double time) {
        while (first < end && at[first] < time) {
            first++;
        }
    }

    Series series() {
        return Series.of(Arrays.copyOfRange(at, first, end), Arrays.copyOfRange(value, first, end));
    }

    private void makeRoom() {
        int size = end - first;
        int capacity = size * 2 > at.length ? at.length * 2 : at.length;
        double[] newAt = new double[capacity];
        double[] newValue = new double[capacity];
        System.arraycopy(at, first, newAt, 0, size);
        System.arraycopy(value, first, newValue, 0, size);
        at = newAt;
        value = newValue;
        first = 0;
        end = size;
    }
}
