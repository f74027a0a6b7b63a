// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.judge;

import io.patchrisk.model.fact.HostRecord;
import io.patchrisk.model.fact.Series;
import io.patchrisk.model.fact.Signal;
import io.patchrisk.model.window.Span;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far one signal of one host moved at its own instant.
 *
 * @param shift movement in the signal's comparison unit (its own unit, logarithms, or counting-noise units)
 * @param raw movement in the signal's own unit, for people
 * @param placebos movements between blocks of the before window, in the comparison unit: what chance does here
 * @param level typical value before, in the comparison unit
 * @param events of a rare signal: events after beyond what the before window lets expect with two deviations; else 0
 */
record HostEffect(double shift, double raw, List<Double> placebos, double level, int events) {

    /** A third of the before window is about as long as the shortest after window that is looked at. */
    private static final int PLACEBO_BLOCKS = 3;

    /** Fewer points than this before make no comparison. */
    private static final int FEWEST_BEFORE = 3;

    /** Variance-stabilising constant of the square root of a Poisson count (Anscombe 1948). */
    private static final double ANSCOMBE = 0.375;

    /** The effect, or null when a window holds too little, or values whose differences leave the range of a double. */
    static @Nullable HostEffect of(Signal signal, Subject subject) {
        HostEffect effect = measured(signal, subject);
        return effect == null || !effect.finite() ? null : effect;
    }

    /** Whether both windows hold enough of a signal. */
    static boolean possible(Signal signal, Subject subject) {
        Series series = subject.host().series(signal);
        Span before = subject.windows().before();
        Span after = subject.windows().after();
        return series.between(before.from(), before.to()).size() >= FEWEST_BEFORE
                && series.between(after.from(), after.to()).size() > 0;
    }

    private boolean finite() {
        return Double.isFinite(shift)
                && Double.isFinite(raw)
                && Double.isFinite(level)
                && placebos.stream().allMatch(Double::isFinite);
    }

    private static @Nullable HostEffect measured(Signal signal, Subject subject) {
        Series series = subject.host().series(signal);
        Span before = subject.windows().before();
        Span after = subject.windows().after();
        return switch (signal.shape()) {
            case RARE -> counted(series, subject.host(), before, after);
            case LEVEL -> shifted(signal, series, before, after, false);
            case SKEWED -> shifted(signal, series, before, after, true);
        };
    }

    private static @Nullable HostEffect shifted(
            Signal signal, Series series, Span before, Span after, boolean logarithm) {
        double[] rawBefore = Blocks.means(series, before, Blocks.MOST);
        double[] rawAfter = Blocks.means(series, after, Blocks.MOST);
        if (rawBefore.length < FEWEST_BEFORE || rawAfter.length == 0) {
            return null;
        }
        double[] was = logarithm ? logs(rawBefore, signal.floor()) : rawBefore;
        double[] is = logarithm ? logs(rawAfter, signal.floor()) : rawAfter;
        double[] blocks = Blocks.means(series, before, PLACEBO_BLOCKS);
        double[] placebos = logarithm ? logs(blocks, signal.floor()) : blocks;
        double level = Robust.median(was);
        List<Double> chance =
                Arrays.stream(placebos).mapToObj(block -> block - level).toList();
        double shift = Robust.shift(was, is);
        return new HostEffect(shift, logarithm ? Robust.shift(rawBefore, rawAfter) : shift, chance, level, 0);
    }

    /** Counts in the after window against what the before window lets expect, on the square-root scale. */
    private static @Nullable HostEffect counted(Series series, HostRecord host, Span before, Span after) {
        Series was = series.between(before.from(), before.to());
        Series is = series.between(after.from(), after.to());
        if (was.size() < FEWEST_BEFORE || is.size() == 0 || after.seconds() <= 0) {
            return null;
        }
        double rateBefore = rate(was, host);
        double rateAfter = rate(is, host);
        double expected = rateBefore * after.seconds();
        double counted = rateAfter * after.seconds();
        // The before rate is itself an estimate: a short before window makes the difference noisier.
        double noise = Math.sqrt(1 + after.seconds() / Math.max(before.seconds(), after.seconds() / 4));
        double z = 2 * (Math.sqrt(counted + ANSCOMBE) - Math.sqrt(expected + ANSCOMBE)) / noise;
        double usual = expected + 2 * Math.sqrt(expected);
        int events = (int) Math.max(0, Math.min(1_000, Math.rint(counted - usual)));
        return new HostEffect(z, rateAfter - rateBefore, List.of(), 0, events);
    }

    /** Events a second. Each rate stands for the time since the scrape before it, so that no gap hides what happened in it. */
    private static double rate(Series rates, HostRecord host) {
        double events = 0;
        double seconds = 0;
        for (int i = 0; i < rates.size(); i++) {
            int found = Collections.binarySearch(host.scrapes(), rates.at(i));
            int before = (found >= 0 ? found : -found - 1) - 1;
            double since = before < 0
                    ? host.scrapeInterval()
                    : rates.at(i) - host.scrapes().get(before);
            events += rates.value(i) * since;
            seconds += since;
        }
        return events / seconds;
    }

    private static double[] logs(double[] values, double floor) {
        return Arrays.stream(values)
                .map(value -> StrictMath.log(Math.max(value, floor)))
                .toArray();
    }
}
