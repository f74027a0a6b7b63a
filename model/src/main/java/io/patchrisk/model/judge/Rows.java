// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.judge;

import io.patchrisk.model.fact.Direction;
import io.patchrisk.model.fact.Shape;
import io.patchrisk.model.fact.Signal;
import io.patchrisk.model.judge.Whitened.Estimate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The rows of one signal: in which ways the hosts of a comparison moved, and where they are now. */
final class Rows {

    /** A late step or wider swings need some points to be seen in. */
    private static final int FEWEST_FOR_SHAPE = 8;

    /** Of the theoretical deviation between hosts, the least that is believed when few hosts happen to agree. */
    private static final double AGREEMENT = 0.7;

    private final Signal signal;
    private final List<@Nullable Whitened> hosts = new ArrayList<>();
    private final double pooled;
    private final double floor;
    private final int patched;

    private Rows(Signal signal, List<@Nullable Whitened> hosts, double pooled, double floor, int patched) {
        this.signal = signal;
        this.hosts.addAll(hosts);
        this.pooled = pooled;
        this.floor = floor;
        this.patched = patched;
    }

    /**
     * The rows of a signal; none where hardly a host has it.
     *
     * @param subjects patched hosts first
     */
    static List<Row> of(Signal signal, List<Subject> subjects, int patched) {
        return signal.shape() == Shape.RARE ? counts(signal, subjects, patched) : shapes(signal, subjects, patched);
    }

    private static List<Row> shapes(Signal signal, List<Subject> subjects, int patched) {
        List<@Nullable Track> tracks = new ArrayList<>();
        subjects.forEach(subject -> tracks.add(Track.of(signal, subject)));
        List<Track> present = tracks.stream()
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .toList();
        if (!enough(tracks, patched)) {
            return List.of();
        }
        double interval = subjects.get(0).host().scrapeInterval();
        double floor = floor(signal, present);
        List<Track> own = CommonMode.removed(present, interval);
        double rho = Whitened.memory(own);
        List<@Nullable Whitened> hosts = new ArrayList<>();
        int next = 0;
        for (Track track : tracks) {
            hosts.add(track == null ? null : Whitened.of(own.get(next++), rho, interval, floor));
        }
        double pooled = Robust.median(hosts.stream()
                .filter(Objects::nonNull)
                .mapToDouble(host -> Objects.requireNonNull(host).deviation())
                .toArray());
        return new Rows(signal, hosts, pooled, floor, patched).all();
    }

    private List<Row> all() {
        int after = hosts.stream()
                .filter(Objects::nonNull)
                .mapToInt(host -> Objects.requireNonNull(host).pointsAfter())
                .max()
                .orElse(0);
        double now =
                row(Aspect.STEP, host -> new Estimate(host.newest(), 0), floor).deviate(patched);
        List<Row> rows = new ArrayList<>();
        add(rows, row(Aspect.STEP, host -> host.step(0), floor), now);
        if (after >= FEWEST_FOR_SHAPE) {
            add(rows, row(Aspect.RAMP, Whitened::ramp, floor), now);
            add(rows, row(Aspect.LATE_STEP, host -> host.step(host.pointsAfter() / 2), floor), now);
            add(
                    rows,
                    row(Aspect.LATE_STEP, host -> host.step(host.pointsAfter() - host.pointsAfter() / 4), floor),
                    now);
            Row spread = row(Aspect.SPREAD, Whitened::spread, 0);
            // Its medians pass over a blip, so that it stands where it is unusual.
            rows.add(spread.now(spread.deviate(patched)));
        }
        return rows;
    }

    private void add(List<Row> rows, Row row, double now) {
        rows.add(row.now(now));
        if (signal.worse() == Direction.BOTH) {
            rows.add(row.turned().now(-now));
        }
    }

    private Row row(Aspect aspect, Function<Whitened, Estimate> estimate, double least) {
        double[] movements = new double[hosts.size()];
        double[] errors = new double[hosts.size()];
        int n = 0;
        for (int i = 0; i < movements.length; i++) {
            Whitened host = hosts.get(i);
            if (host == null || host.pointsAfter() == 0) {
                movements[i] = Double.NaN;
                continue;
            }
            Estimate found = estimate.apply(host);
            double own = aspect == Aspect.SPREAD ? 1 : host.deviation() / blended(host);
            movements[i] = found.value() * own;
            errors[n++] = found.error() * own;
        }
        double error = Robust.median(Arrays.copyOf(errors, n));
        return Row.ofMovements(aspect, movements, Math.max(AGREEMENT * error, least / pooled), patched);
    }

    /** Hosts differ in their noise, but one host's estimate of it is itself noisy. */
    private double blended(Whitened host) {
        return Math.sqrt((host.deviation() * host.deviation() + pooled * pooled) / 2);
    }

    private static double floor(Signal signal, List<Track> tracks) {
        if (signal.shape() == Shape.SKEWED) {
            return Judge.LOG_FLOOR;
        }
        double level =
                Math.abs(Robust.median(tracks.stream().mapToDouble(Track::level).toArray()));
        return Math.max(signal.floor(), Judge.RELATIVE_FLOOR * level);
    }

    private static List<Row> counts(Signal signal, List<Subject> subjects, int patched) {
        List<@Nullable HostEffect> effects = new ArrayList<>();
        subjects.forEach(subject -> effects.add(HostEffect.of(signal, subject)));
        if (!enough(effects, patched)) {
            return List.of();
        }
        double[] movements = new double[effects.size()];
        int[] events = new int[effects.size()];
        for (int i = 0; i < movements.length; i++) {
            HostEffect effect = effects.get(i);
            movements[i] = effect == null ? Double.NaN : effect.shift();
            events[i] = effect == null ? 0 : effect.events();
        }
        // Counting noise alone has deviation 1 on the square-root scale.
        return List.of(Row.ofMovements(Aspect.COUNT, movements, 1, patched), Row.ofEvents(events, patched));
    }

    private static boolean enough(List<?> hosts, int patched) {
        long patchedHosts =
                hosts.subList(0, patched).stream().filter(Objects::nonNull).count();
        long all = hosts.stream().filter(Objects::nonNull).count();
        return patchedHosts > 0 && all - patchedHosts >= 2;
    }
}
