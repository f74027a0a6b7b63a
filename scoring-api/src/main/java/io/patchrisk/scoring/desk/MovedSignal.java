// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.desk;

import io.patchrisk.model.fact.Direction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A signal that moved on patched hosts, with what it did there and on controls.
 *
 * @param signal its stable identifier
 * @param unit unit of the values
 * @param worse which way is bad
 * @param help one sentence for people
 * @param worsened whether it moved the bad way
 * @param shift by how much it moved against controls, in units of the hosts' own noise
 * @param pValue how often chance alone does that; null when it was not tested
 * @param sinceS seconds after the patch instant from which the patched hosts have been beyond the controls; null when they
 *     are not now
 * @param patched typical value of the patched hosts, aligned on each host's patch instant
 * @param control typical value of the controls, aligned on the same instants
 */
public record MovedSignal(
        String signal,
        String unit,
        Direction worse,
        String help,
        boolean worsened,
        double shift,
        @Nullable Double pValue,
        @Nullable Double sinceS,
        List<Point> patched,
        List<Point> control) {

    /** At most so many points an arm. */
    public static final int MAX_POINTS = 120;

    /**
     * One moment.
     *
     * @param t seconds since the patch instant; negative before it
     * @param value median over hosts, in the signal's unit
     * @param low lower quartile; null with too few hosts
     * @param high upper quartile; null with too few hosts
     */
    public record Point(
            double t,
            double value,
            @Nullable Double low,
            @Nullable Double high) {}

    public MovedSignal {
        patched = bounded(signal, patched);
        control = bounded(signal, control);
    }

    private static List<Point> bounded(String signal, List<Point> points) {
        if (points.size() > MAX_POINTS) {
            throw new IllegalArgumentException(
                    "signal " + signal + ": " + points.size() + " points, at most " + MAX_POINTS + " are shown");
        }
        return List.copyOf(points);
    }
}
