// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.judge;

import io.patchrisk.model.fact.Direction;
import io.patchrisk.model.fact.Shape;
import io.patchrisk.model.fact.Signal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one signal: in which ways the hosts of a comparison moved, and where they are now.
 *
 * @param now where the hosts are at the newest points
 * @param up in which ways they moved for the worse; counts only where they still are beyond the controls
 * @param down the same the other way, for signals of which both ways are bad
 * @param ungated in which ways they swing wider: medians over many points, which no blip moves
 * @param events how many more events they have
 */
record Rows(Row now, List<Row> up, List<Row> down, List<Row> ungated, List<Row> events) {

    /** Patched hosts that lie so many standard deviations beyond the controls are there. */
    static final double THERE = 2;

    /** The rows of a signal; null where hardly a host has it. */
    static @Nullable Rows of(Signal signal, Measured measured, Strata strata) {
        if (signal.shape() == Shape.RARE) {
            return counts(measured.effects(), strata);
        }
        Own own = measured.own();
        return own == null ? null : new Shapes(own.hosts(), own.floor(), strata).rows(signal.worse() == Direction.BOTH);
    }

    List<Row> all() {
        List<Row> all = new ArrayList<>(up);
        all.addAll(down);
        all.addAll(ungated);
        all.addAll(events);
        return all;
    }

    /** How much higher the hosts lie after the patch, or how many more events they have; the way the first {@code patched} went. */
    Row step(int patched) {
        List<Row> rows = up.isEmpty() ? ungated : up;
        return down.isEmpty() || rows.get(0).deviate(patched) >= down.get(0).deviate(patched)
                ? rows.get(0)
                : down.get(0);
    }

    /** Whether a row counts for the first {@code patched} hosts. */
    boolean there(Row row, int patched) {
        return now(row, patched) >= THERE || ungated.contains(row) || events.contains(row);
    }

    /** How far the first {@code patched} hosts now lie beyond the others, the way a row goes, in standard deviations. */
    double now(Row row, int patched) {
        if (ungated.contains(row) || events.contains(row)) {
            return row.deviate(patched);
        }
        return (down.contains(row) ? -1 : 1) * now.deviate(patched);
    }

    private static @Nullable Rows counts(List<@Nullable HostEffect> effects, Strata strata) {
        if (!enough(effects, strata.patched())) {
            return null;
        }
        double[] movements = new double[effects.size()];
        int[] events = new int[effects.size()];
        for (int i = 0; i < movements.length; i++) {
            HostEffect effect = effects.get(i);
            movements[i] = effect == null ? Double.NaN : effect.shift();
            events[i] = effect == null ? 0 : effect.events();
        }
        // Counting noise alone has deviation 1 on the square-root scale.
        Row counts = Row.ofMovements(Aspect.COUNT, movements, 1, strata);
        return new Rows(counts, List.of(), List.of(), List.of(counts), List.of(Row.ofEvents(events, strata)));
    }

    /** Whether hosts of both arms have a signal. */
    static boolean enough(List<?> hosts, int patched) {
        int patchedHosts = 0;
        int others = 0;
        for (int i = 0; i < hosts.size(); i++) {
            int here = hosts.get(i) == null ? 0 : 1;
            patchedHosts += i < patched ? here : 0;
            others += i < patched ? 0 : here;
        }
        return patchedHosts > 0 && others >= 2;
    }
}
