// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.change;

import io.patchrisk.model.judge.Aspect;
import io.patchrisk.model.judge.Robust;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/** One metric of the changed hosts against their own past, their controls, and changes that never happened. */
final class Comparison {

    /** Controls are some; then one placebo a host is enough, else the few hosts give several each. */
    private static final double[] WITH_CONTROLS = {2.0 / 3};

    private static final double[] ALONE = {0.4, 0.5, 0.6, 0.7, 0.8};
    private static final int FEWEST_FOR_PLACEBO = 18;

    /** Placebos of deviation 1 that are assumed beside the measured ones. */
    private static final double PRIOR = 4;

    private static final double PRIOR_ALONE = 2;

    /** A first sample as far as the farthest of the before window counts for so many deviations. */
    private static final double FARTHEST = 2.5;

    private static final double LEAST_FARTHEST = 1.5;

    /** Two standard errors of a median, times the root of their number. */
    private static final double COMMON = 2.5;

    private static final double FIRST_WIDTH = 2;

    private final List<Moves> hosts;
    private final List<Moves> controls;
    private final List<Moves> placebos = new ArrayList<>();
    private final boolean controlled;
    private final int samples;

    private Comparison(List<Trace> treated, List<Trace> others) {
        controlled = others.size() >= Reference.FEWEST;
        List<Trace> all = new ArrayList<>();
        treated.forEach(host -> all.add(Reference.removed(host, others)));
        for (int i = 0; i < others.size(); i++) {
            List<Trace> rest = new ArrayList<>(others);
            all.add(Reference.removed(rest.remove(i), rest));
        }
        hosts = all.subList(0, treated.size()).stream().map(Moves::of).toList();
        controls =
                all.subList(treated.size(), all.size()).stream().map(Moves::of).toList();
        for (Trace trace : all) {
            if (trace.before().length >= FEWEST_FOR_PLACEBO) {
                for (double share : controlled ? WITH_CONTROLS : ALONE) {
                    placebos.add(Moves.of(trace.placebo(share)));
                }
            }
        }
        samples = (int) Robust.median(hosts.stream().mapToDouble(Moves::samples).toArray());
    }

    /** What is found; {@code treated} must not be empty. */
    static MetricFinding of(String metric, List<Samples> treated, List<Samples> others) {
        List<Samples> all = new ArrayList<>(treated);
        all.addAll(others);
        Scale scale = Scale.of(all);
        List<Trace> traces =
                all.stream().map(samples -> Trace.of(samples, scale)).toList();
        return new Comparison(traces.subList(0, treated.size()), traces.subList(treated.size(), traces.size()))
                .finding(metric, treated);
    }

    private MetricFinding finding(String metric, List<Samples> treated) {
        double step = student(Math.abs(deviate(Moves::step)), Moves::step);
        double late = student(Math.max(Math.abs(deviate(Moves::late)), strongestHost(Moves::late)), Moves::late);
        double ramp = student(Math.abs(deviate(Moves::ramp)), Moves::ramp);
        Aspect aspect = step >= late && step >= ramp ? Aspect.STEP : late >= ramp ? Aspect.LATE_STEP : Aspect.RAMP;
        ToDoubleFunction<Moves> kind =
                aspect == Aspect.STEP ? Moves::step : aspect == Aspect.RAMP ? Moves::ramp : Moves::late;
        double apart = common(Moves::settled);
        double settled = Ranks.upperMedian(values(hosts, move -> Math.abs(move.settled() - apart)));
        double width = Chance.widening(values(controls, move -> move.settled() - apart), 2, false);
        double own = Ranks.upperMedian(values(hosts, move -> Math.abs(kind.applyAsDouble(move))));
        return new MetricFinding(
                metric,
                hosts.size(),
                controls.size(),
                Math.max(step, Math.max(late, ramp)),
                aspect,
                student(deviate(Moves::spread), Moves::spread),
                early(Moves::first, Moves::farthest),
                early(Moves::pair, Moves::farthestPair),
                settled,
                StrictMath.log1p(settled / width),
                Robust.median(treated.stream()
                        .mapToDouble(host -> middle(host.before()))
                        .toArray()),
                Robust.median(treated.stream()
                        .mapToDouble(host -> middle(host.after()))
                        .toArray()),
                (int) controls.stream()
                        .filter(control -> Math.abs(kind.applyAsDouble(control)) < own)
                        .count(),
                hosts.stream()
                        .max(Comparator.comparingDouble(move -> Math.abs(kind.applyAsDouble(move))))
                        .map(Moves::begin)
                        .orElse(0));
    }

    private static double middle(double[] values) {
        return Robust.median(Samples.present(values));
    }

    /** In an event of the whole fleet the controls alone tell what chance does, and they are few. */
    private double student(double deviate, ToDoubleFunction<Moves> of) {
        return Chance.normal(deviate, common(of) == 0 ? samples + 2.0 : controls.size());
    }

    /** All hosts together (Stouffer 1949), less what the controls did as well. */
    private double deviate(ToDoubleFunction<Moves> of) {
        double common = common(of);
        double sum = 0;
        for (Moves host : hosts) {
            sum += of.applyAsDouble(host) - common;
        }
        return sum / Math.sqrt(hosts.size()) / width(of);
    }

    /** What most controls did, beyond what their number makes of chance; 0 where that is all. */
    private double common(ToDoubleFunction<Moves> of) {
        if (!controlled) {
            return 0;
        }
        double median = Robust.median(values(controls, of));
        double beyond = Math.abs(median) - COMMON / Math.sqrt(controls.size());
        return Math.copySign(Math.max(0, beyond), median);
    }

    /** The host that moved most, corrected for there being several. */
    private double strongestHost(ToDoubleFunction<Moves> of) {
        double common = common(of);
        double most = hosts.stream()
                .mapToDouble(host -> Math.abs(of.applyAsDouble(host) - common))
                .max()
                .orElse(0);
        return Chance.ofMany(most / width(of), hosts.size());
    }

    private double width(ToDoubleFunction<Moves> of) {
        double[] nothing = values(placebos, of);
        if (!controlled) {
            return Chance.widening(nothing, PRIOR_ALONE, false);
        }
        double common = common(of);
        if (common != 0) {
            // The past knows no such event: only the controls tell how unevenly it hits.
            return Chance.widening(values(controls, move -> of.applyAsDouble(move) - common), 1, false);
        }
        return Chance.widening(
                DoubleStream.concat(
                                Arrays.stream(nothing),
                                controls.stream().mapToDouble(of).map(value -> value - common))
                        .toArray(),
                PRIOR,
                true);
    }

    /** What begins at once, against the farthest that the before window went. */
    private double early(ToDoubleFunction<Moves> of, ToDoubleFunction<Moves> farthest) {
        ToDoubleFunction<Moves> surge = move -> Chance.normal(
                FARTHEST * of.applyAsDouble(move) / Math.max(LEAST_FARTHEST, farthest.applyAsDouble(move)),
                Math.max(2, move.samples() / 4.0));
        double width = Chance.widening(values(controls, move -> surge.applyAsDouble(move) / FIRST_WIDTH), 2, false);
        return Ranks.upperMedian(values(hosts, surge)) / width;
    }

    private static double[] values(List<Moves> moves, ToDoubleFunction<Moves> of) {
        return moves.stream().mapToDouble(of).toArray();
    }
}
