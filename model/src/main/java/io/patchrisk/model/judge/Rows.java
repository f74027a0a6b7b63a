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
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** The rows of one signal: in which ways the hosts of a comparison moved, and where they are now. */
final class Rows {

    /**
     * What one signal gives.
     *
     * @param rows in which ways it moved; none where hardly a host has it
     * @param newestLevel how far the patched hosts lie beyond the controls over the newest points, in deviations
     * @param newestSpread how much wider the patched hosts swing than the controls over the newest points, a logarithm
     */
    record Of(List<Row> rows, double newestLevel, double newestSpread) {

        private static final Of NOTHING = new Of(List.of(), 0, 0);
    }

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
    static Of of(Signal signal, List<Subject> subjects, int patched) {
        return signal.shape() == Shape.RARE ? counts(signal, subjects, patched) : shapes(signal, subjects, patched);
    }

    private static Of shapes(Signal signal, List<Subject> subjects, int patched) {
        List<@Nullable Track> tracks = new ArrayList<>();
        subjects.forEach(subject -> tracks.add(Track.of(signal, subject)));
        List<Track> present = tracks.stream()
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .toList();
        if (!enough(tracks, patched)) {
            return Of.NOTHING;
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
        Rows rows = new Rows(signal, hosts, pooled, floor, patched);
        return new Of(
                rows.all(), rows.difference(Whitened::newestLevel), rows.difference(Whitened::newestSpread));
    }

    /** Mean of the patched hosts minus mean of the controls. */
    private double difference(ToDoubleFunction<Whitened> of) {
        double[] sums = new double[2];
        int[] counts = new int[2];
        for (int i = 0; i < hosts.size(); i++) {
            Whitened host = hosts.get(i);
            if (host != null) {
                int arm = i < patched ? 0 : 1;
                sums[arm] += of.applyAsDouble(host);
                counts[arm]++;
            }
        }
        return sums[0] / Math.max(1, counts[0]) - sums[1] / Math.max(1, counts[1]);
    }

    private List<Row> all() {
        int after = hosts.stream()
                .filter(Objects::nonNull)
                .mapToInt(host -> Objects.requireNonNull(host).pointsAfter())
                .max()
                .orElse(0);
        List<Row> rows = new ArrayList<>();
        add(rows, Aspect.STEP, host -> host.step(0), floor);
        if (after >= FEWEST_FOR_SHAPE) {
            add(rows, Aspect.RAMP, Whitened::ramp, floor);
            add(rows, Aspect.LATE_STEP, host -> host.step(host.pointsAfter() / 2), floor);
            add(rows, Aspect.LATE_STEP, host -> host.step(host.pointsAfter() - host.pointsAfter() / 4), floor);
            add(rows, Aspect.SPREAD, Whitened::spread, 0);
        }
        return rows;
    }

    private void add(List<Row> rows, Aspect aspect, Function<Whitened, Estimate> estimate, double least) {
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
        Row row = Row.ofMovements(signal, aspect, movements, Math.max(AGREEMENT * error, least / pooled), patched);
        rows.add(row);
        if (signal.worse() == Direction.BOTH && aspect != Aspect.SPREAD) {
            rows.add(row.turned(patched));
        }
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

    private static Of counts(Signal signal, List<Subject> subjects, int patched) {
        List<@Nullable HostEffect> effects = new ArrayList<>();
        subjects.forEach(subject -> effects.add(HostEffect.of(signal, subject)));
        if (!enough(effects, patched)) {
            return Of.NOTHING;
        }
        double[] movements = new double[effects.size()];
        int[] events = new int[effects.size()];
        for (int i = 0; i < movements.length; i++) {
            HostEffect effect = effects.get(i);
            movements[i] = effect == null ? Double.NaN : effect.shift();
            events[i] = effect == null ? 0 : effect.events();
        }
        // Counting noise alone has deviation 1 on the square-root scale.
        return new Of(
                List.of(
                        Row.ofMovements(signal, Aspect.COUNT, movements, 1, patched),
                        Row.ofEvents(signal, events, patched)),
                0,
                0);
    }

    private static boolean enough(List<?> hosts, int patched) {
        long patchedHosts =
                hosts.subList(0, patched).stream().filter(Objects::nonNull).count();
        long all = hosts.stream().filter(Objects::nonNull).count();
        return patchedHosts > 0 && all - patchedHosts >= 2;
    }
}
