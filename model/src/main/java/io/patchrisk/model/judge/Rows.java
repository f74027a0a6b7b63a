// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.judge;

import io.patchrisk.model.fact.Direction;
import io.patchrisk.model.fact.Shape;
import io.patchrisk.model.fact.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
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

    /**
     * The rows of a signal; null where hardly a host has it.
     *
     * @param subjects patched hosts first
     * @param effects how far each of them moved; null where it has too little of the signal
     */
    static @Nullable Rows of(Signal signal, List<Subject> subjects, List<@Nullable HostEffect> effects, Strata strata) {
        return signal.shape() == Shape.RARE ? counts(effects, strata) : shapes(signal, subjects, strata);
    }

    List<Row> all() {
        return Stream.of(up, down, ungated, events).flatMap(List::stream).toList();
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

    private static @Nullable Rows shapes(Signal signal, List<Subject> subjects, Strata strata) {
        Own own = own(signal, subjects, strata.patched());
        return own == null ? null : new Shapes(own.hosts(), own.floor(), strata).rows(signal.worse() == Direction.BOTH);
    }

    /**
     * What is each host's own of a signal.
     *
     * @param tracks one a host, as measured; null where it has too little of the signal
     * @param hosts one a host; null where it has too little of the signal
     * @param floor smallest deviation that means anything
     */
    record Own(List<@Nullable Track> tracks, List<@Nullable Whitened> hosts, double floor) {}

    /**
     * A signal without what all hosts do at the same time, and without memory; null where hardly a host has it.
     *
     * @param subjects patched hosts first
     */
    static @Nullable Own own(Signal signal, List<Subject> subjects, int patched) {
        List<@Nullable Track> tracks = new ArrayList<>();
        subjects.forEach(subject -> tracks.add(Track.of(signal, subject)));
        if (!enough(tracks, patched)) {
            return null;
        }
        List<Track> present = tracks.stream()
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .toList();
        double interval = subjects.get(0).host().scrapeInterval();
        List<Track> own = CommonMode.removed(present, interval);
        double rho = Whitened.memory(own);
        double floor =
                Judge.floor(signal, present.stream().mapToDouble(Track::level).toArray());
        List<@Nullable Whitened> hosts = new ArrayList<>();
        int next = 0;
        for (Track track : tracks) {
            hosts.add(track == null ? null : Whitened.of(own.get(next++), rho, interval, floor));
        }
        return new Own(tracks, hosts, floor);
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

    private static boolean enough(List<?> hosts, int patched) {
        long patchedHosts =
                hosts.subList(0, patched).stream().filter(Objects::nonNull).count();
        long all = hosts.stream().filter(Objects::nonNull).count();
        return patchedHosts > 0 && all - patchedHosts >= 2;
    }
}
