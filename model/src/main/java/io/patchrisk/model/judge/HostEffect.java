// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.judge;

import io.patchrisk.model.fact.HostRecord;
import io.patchrisk.model.fact.Series;
import io.patchrisk.model.fact.Shape;
import io.patchrisk.model.fact.Signal;
import io.patchrisk.model.window.Span;
import java.util.Arrays;
import java.util.Collections;
import org.jspecify.annotations.Nullable;

/**
 * How far one signal of one host moved at its own instant.
 *
 * @param shift movement in the signal's comparison unit (its own unit, logarithms, or counting-noise units)
 * @param raw movement in the signal's own unit, for people
 * @param events of a rare signal: events after beyond what the before window lets expect with two deviations; else 0
 * @param before what it is compared with
 */
record HostEffect(double shift, double raw, int events, Before before) {

    /** A third of the before window is about as long as the shortest after window that is looked at. */
    private static final int PLACEBO_BLOCKS = 3;

    /** Fewer points than this before make no comparison. */
    private static final int FEWEST_BEFORE = 3;

    /** Variance-stabilising constant of the square root of a Poisson count (Anscombe 1948). */
    private static final double ANSCOMBE = 0.375;

    /**
     * A before window in blocks.
     *
     * @param points that it holds
     * @param raw means of its blocks, in the signal's own unit; none of a rare signal
     * @param compared the same in the comparison unit
     * @param placebos movements between a few blocks of it, in the comparison unit: what chance does here
     * @param level typical value, in the comparison unit
     */
    record Before(Span span, Series points, double[] raw, double[] compared, double[] placebos, double level) {

        private static final double[] NO_BLOCKS = {};

        /** Of a rare signal, whose events are counted anew at each look. */
        static final Before OF_EVENTS = new Before(new Span(0, 0), Series.empty(), NO_BLOCKS, NO_BLOCKS, NO_BLOCKS, 0);

        static Before of(Signal signal, Span span, Series points) {
            double[] raw = Blocks.means(points, span, Blocks.MOST);
            double[] compared = onScale(signal, raw);
            double[] placebos = onScale(signal, Blocks.means(points, span, PLACEBO_BLOCKS));
            double level = compared.length == 0 ? 0 : Robust.median(compared);
            for (int i = 0; i < placebos.length; i++) {
                placebos[i] -= level;
            }
            return new Before(span, points.detached(), raw, compared, placebos, level);
        }

        /** Whether it is the before window of these points. */
        boolean is(Span other, Series others) {
            return span.equals(other) && points.size() == others.size() && points.common(others) == others.size();
        }
    }

    /**
     * The effect, or null when a window holds too little, or values whose differences leave the range of a double.
     *
     * @param last the same at the look before: its before window is not made again
     */
    static @Nullable HostEffect of(Signal signal, Subject subject, @Nullable HostEffect last) {
        HostEffect effect = measured(signal, subject, last == null ? null : last.before);
        return effect == null || !effect.finite() ? null : effect;
    }

    /** Whether both windows hold enough of a signal. */
    static boolean possible(Signal signal, Subject subject) {
        return enough(subject.before(signal), subject.after(signal));
    }

    private static boolean enough(Series before, Series after) {
        return before.size() >= FEWEST_BEFORE && after.size() > 0;
    }

    private boolean finite() {
        return Double.isFinite(shift)
                && Double.isFinite(raw)
                && Double.isFinite(before.level)
                && finite(before.placebos);
    }

    private static boolean finite(double[] values) {
        for (double value : values) {
            if (!Double.isFinite(value)) {
                return false;
            }
        }
        return true;
    }

    private static @Nullable HostEffect measured(Signal signal, Subject subject, @Nullable Before known) {
        Series was = subject.before(signal);
        Series is = subject.after(signal);
        if (!enough(was, is)) {
            return null;
        }
        Span before = subject.windows().before();
        Span after = subject.windows().after();
        if (signal.shape() == Shape.RARE) {
            return counted(was, is, subject.host(), before, after);
        }
        return shifted(
                signal, known != null && known.is(before, was) ? known : Before.of(signal, before, was), is, after);
    }

    private static @Nullable HostEffect shifted(Signal signal, Before before, Series is, Span after) {
        double[] raw = Blocks.means(is, after, Blocks.MOST);
        if (before.raw.length < FEWEST_BEFORE || raw.length == 0 || !finite(before.raw) || !finite(raw)) {
            return null;
        }
        double shift = Robust.shift(before.compared, onScale(signal, raw));
        double rawShift = signal.shape() == Shape.SKEWED ? Robust.shift(before.raw, raw) : shift;
        return new HostEffect(shift, rawShift, 0, before);
    }

    /** Counts in the after window against what the before window lets expect, on the square-root scale. */
    private static @Nullable HostEffect counted(Series was, Series is, HostRecord host, Span before, Span after) {
        if (after.seconds() <= 0) {
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
        return new HostEffect(z, rateAfter - rateBefore, events, Before.OF_EVENTS);
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

    private static double[] onScale(Signal signal, double[] values) {
        return signal.shape() == Shape.SKEWED
                ? Arrays.stream(values)
                        .map(value -> StrictMath.log(Math.max(value, signal.floor())))
                        .toArray()
                : values;
    }
}
