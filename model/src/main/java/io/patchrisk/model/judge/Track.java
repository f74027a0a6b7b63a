// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.judge;

import io.patchrisk.model.fact.Direction;
import io.patchrisk.model.fact.Series;
import io.patchrisk.model.fact.Shape;
import io.patchrisk.model.fact.Signal;
import io.patchrisk.model.window.Span;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One signal of one host over its before and after window, on the scale on which it is compared and turned so that more
 * is worse. Distances are from the median of the before window.
 *
 * @param at seconds since the epoch, ascending
 * @param value distances, one a time
 * @param firstAfter index of the first point of the after window
 * @param level median of the before window
 */
record Track(double[] at, double[] value, int firstAfter, double level) {

    /** Points kept a window: longer ones are averaged in groups, so that cost is bounded. */
    static final int MOST = 240;

    /** Fewer points than this before make no comparison. */
    private static final int FEWEST_BEFORE = 5;

    /** The track; null when the before window holds too little, the after window nothing, or values leave the range. */
    static @Nullable Track of(Signal signal, Subject subject) {
        Series series = subject.host().series(signal);
        Span before = subject.windows().before();
        Span after = subject.windows().after();
        Series was = series.between(before.from(), before.to());
        Series is = series.between(after.from(), after.to());
        if (was.size() < FEWEST_BEFORE || is.size() == 0) {
            return null;
        }
        int group = (Math.max(was.size(), is.size()) + MOST - 1) / MOST;
        int beforePoints = was.size() / group;
        int afterPoints = Math.max(1, is.size() / group);
        double[] at = new double[beforePoints + afterPoints];
        double[] value = new double[at.length];
        // What does not fill a group is left out at the far end of the before window and the near end of the future.
        fill(was, was.size() - beforePoints * group, group, beforePoints, at, value, 0);
        fill(is, 0, Math.min(group, is.size()), afterPoints, at, value, beforePoints);
        double sign = signal.worse() == Direction.DOWN ? -1 : 1;
        for (int i = 0; i < value.length; i++) {
            double compared =
                    signal.shape() == Shape.SKEWED ? StrictMath.log(Math.max(value[i], signal.floor())) : value[i];
            value[i] = sign * compared;
        }
        double level = Robust.median(Arrays.copyOf(value, beforePoints));
        for (int i = 0; i < value.length; i++) {
            value[i] -= level;
            if (!Double.isFinite(value[i])) {
                return null;
            }
        }
        return new Track(at, value, beforePoints, level);
    }

    private static void fill(Series from, int first, int group, int groups, double[] at, double[] value, int to) {
        for (int i = 0; i < groups; i++) {
            double time = 0;
            double sum = 0;
            for (int j = first + i * group; j < first + (i + 1) * group; j++) {
                time += from.at(j);
                sum += from.value(j);
            }
            at[to + i] = time / group;
            value[to + i] = sum / group;
        }
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

    /** The same times with what all hosts have in common taken out. */
    Track without(double[] common) {
        double[] rest = new double[value.length];
        for (int i = 0; i < rest.length; i++) {
            rest[i] = value[i] - common[i];
        }
        double middle = Robust.median(Arrays.copyOf(rest, firstAfter));
        for (int i = 0; i < rest.length; i++) {
            rest[i] -= middle;
        }
        return new Track(at, rest, firstAfter, level);
    }
}
