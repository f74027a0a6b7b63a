// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.judge;

import io.patchrisk.model.fact.Direction;
import io.patchrisk.model.fact.Series;
import io.patchrisk.model.fact.Shape;
import io.patchrisk.model.fact.Signal;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One signal of one host over its before and after window, on the scale on which it is compared and turned so that more
 * is worse. Distances are from the median of the before window.
 *
 * @param points what they were made of
 * @param at seconds since the epoch, ascending
 * @param value distances, one a time
 * @param firstAfter index of the first point of the after window
 * @param level median of the before window
 */
record Track(Points points, double[] at, double[] value, int firstAfter, double level) {

    /**
     * Points that a longer window is averaged to, in groups; more where the other window is so short that such groups would
     * leave less than {@value #FEWEST_BEFORE} of it.
     */
    static final int MOST = 240;

    /** Fewer points than this before make no comparison. */
    private static final int FEWEST_BEFORE = 5;

    /**
     * What was measured.
     *
     * @param group so many points are averaged to one
     */
    record Points(Series before, Series after, int group) {

        static @Nullable Points of(Signal signal, Subject subject) {
            Series was = subject.before(signal);
            Series is = subject.after(signal);
            if (was.size() < FEWEST_BEFORE || is.size() == 0) {
                return null;
            }
            int group = (Math.max(was.size(), is.size()) + MOST - 1) / MOST;
            return new Points(was, is, Math.min(group, was.size() / FEWEST_BEFORE));
        }

        int groupsBefore() {
            return before.size() / group;
        }

        int groupsAfter() {
            return Math.max(1, after.size() / group);
        }

        /** The same without the rest of the series, and without a second copy of what is known. */
        Points detached(@Nullable Points known) {
            return new Points(known == null ? before.detached() : known.before, after.detached(), group);
        }

        /** How many groups at the start are the same; all before the patch or none. */
        int common(Points other) {
            boolean same = group == other.group
                    && before.size() == other.before.size()
                    && before.common(other.before) == before.size();
            return same ? groupsBefore() + after.common(other.after) / group : 0;
        }
    }

    /**
     * The track; null when the before window holds too little, the after window nothing, or values leave the range.
     *
     * @param last the same at the look before: what is in it is not made again
     */
    static @Nullable Track of(Signal signal, Subject subject, @Nullable Track last) {
        Points points = Points.of(signal, subject);
        if (points == null) {
            return null;
        }
        int known = last == null ? 0 : points.common(last.points);
        int before = points.groupsBefore();
        int size = before + points.groupsAfter();
        double[] at = last == null ? new double[size] : Arrays.copyOf(last.at, size);
        double[] value = last == null ? new double[size] : Arrays.copyOf(last.value, size);
        fill(signal, points, known, at, value);
        double level = last == null || known == 0 ? Robust.median(Arrays.copyOf(value, before)) : last.level;
        for (int i = known; i < size; i++) {
            value[i] -= level;
            if (!Double.isFinite(value[i])) {
                return null;
            }
        }
        return new Track(points.detached(known == 0 || last == null ? null : last.points), at, value, before, level);
    }

    static @Nullable Track of(Signal signal, Subject subject) {
        return of(signal, subject, null);
    }

    /** Fills in the groups from one on; what fills none is left out at the far end of the before window and the near end of the future. */
    private static void fill(Signal signal, Points points, int from, double[] at, double[] value) {
        int before = points.groupsBefore();
        double sign = signal.worse() == Direction.DOWN ? -1 : 1;
        for (int i = from; i < at.length; i++) {
            Series series = i < before ? points.before : points.after;
            int size = Math.min(points.group, series.size());
            int first = i < before ? series.size() - (before - i) * size : (i - before) * size;
            double time = 0;
            double sum = 0;
            for (int j = first; j < first + size; j++) {
                time += series.at(j);
                sum += series.value(j);
            }
            at[i] = time / size;
            double mean = sum / size;
            value[i] = sign * (signal.shape() == Shape.SKEWED ? StrictMath.log(Math.max(mean, signal.floor())) : mean);
        }
    }

    /** How many points at the start are the same; none where the after window begins elsewhere. */
    int common(Track other) {
        if (firstAfter != other.firstAfter) {
            return 0;
        }
        int most = Math.min(size(), other.size());
        int times = Arrays.mismatch(at, 0, most, other.at, 0, most);
        int values = Arrays.mismatch(value, 0, most, other.value, 0, most);
        return Math.min(times < 0 ? most : times, values < 0 ? most : values);
    }

    int size() {
        return at.length;
    }

    int pointsAfter() {
        return at.length - firstAfter;
    }

    /** How many points lie at or before a time. */
    int upTo(double time) {
        int found = Arrays.binarySearch(at, time);
        return found >= 0 ? found + 1 : -found - 1;
    }

    /** The same times with other values of the same level. */
    Track with(double[] values) {
        return new Track(points, at, values, firstAfter, level);
    }
}
