// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.judge;

import io.patchrisk.model.fact.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * When patched hosts began to move, counted from the patch instant of each: the split of their distance from the controls
 * that explains it best by least squares, as a step or, for what grows, as a bend (Bai and Perron 1998, one break).
 */
final class ChangePoint {

    /** Points on either side of a split. */
    private static final int FEWEST = 2;

    private ChangePoint() {}

    /**
     * Seconds from the patch to the last point before the change: 0 where it came with the patch, negative where it came
     * before. Null where there is too little to tell.
     *
     * @param moved the patched hosts that carry the finding
     */
    static @Nullable Double of(Signal signal, Aspect aspect, List<Subject> moved, List<Subject> controls) {
        double interval = moved.get(0).host().scrapeInterval();
        NavigableMap<Long, List<Double>> here = distances(signal, aspect, moved, interval);
        NavigableMap<Long, List<Double>> there = distances(signal, aspect, controls, interval);
        List<Double> at = new ArrayList<>();
        List<Double> apart = new ArrayList<>();
        here.forEach((bin, values) -> {
            List<Double> others = there.get(bin);
            if (2 * values.size() >= moved.size() && others != null && 2 * others.size() >= controls.size()) {
                at.add(bin * interval);
                apart.add(median(values) - median(others));
            }
        });
        if (at.size() < 2 * FEWEST) {
            return null;
        }
        double[] times = at.stream().mapToDouble(Double::doubleValue).toArray();
        double[] values = apart.stream().mapToDouble(Double::doubleValue).toArray();
        int last = first(aspect, times, values) - 1;
        return times[last] < 0 && times[last + 1] > 0 ? 0.0 : times[last];
    }

    /** Distances from each host's usual level, by scrapes since its own patch instant. */
    private static NavigableMap<Long, List<Double>> distances(
            Signal signal, Aspect aspect, List<Subject> hosts, double interval) {
        NavigableMap<Long, List<Double>> byBin = new TreeMap<>();
        for (Subject host : hosts) {
            Track track = Track.of(signal, host);
            double instant = host.windows().transition().from();
            for (int i = 0; track != null && i < track.size(); i++) {
                double since = (track.at()[i] - instant) / interval;
                // Away from zero: a scrape before the instant is never one after it.
                long bin = (long) (since < 0 ? Math.floor(since) : Math.ceil(since));
                double distance = track.value()[i];
                byBin.computeIfAbsent(bin, key -> new ArrayList<>())
                        .add(aspect == Aspect.SPREAD ? Math.abs(distance) : distance);
            }
        }
        return byBin;
    }

    private static double median(List<Double> values) {
        return Robust.median(values.stream().mapToDouble(Double::doubleValue).toArray());
    }

    /** The first point that moved. What is called a ramp early on may be a step, to which a bend must come too early. */
    private static int first(Aspect aspect, double[] times, double[] values) {
        int step = FEWEST;
        int bend = FEWEST;
        double byStep = -1;
        double byBend = -1;
        for (int i = FEWEST; i <= values.length - FEWEST; i++) {
            double ofStep = explained(values, i);
            if (ofStep > byStep) {
                step = i;
                byStep = ofStep;
            }
            double ofBend = aspect == Aspect.RAMP ? explained(times, values, times[i - 1]) : -1;
            if (ofBend > byBend) {
                bend = i;
                byBend = ofBend;
            }
        }
        return byBend > byStep ? bend : step;
    }

    /** The sum of squares that two levels explain, the later one from point {@code from} on. */
    private static double explained(double[] values, int from) {
        double before = 0;
        double after = 0;
        for (int i = 0; i < values.length; i++) {
            before += i < from ? values[i] : 0;
            after += i < from ? 0 : values[i];
        }
        int rest = values.length - from;
        double apart = after / rest - before / from;
        return apart * apart * from * rest / values.length;
    }

    /** The sum of squares that a line from a bend on explains. */
    private static double explained(double[] times, double[] values, double from) {
        double x = 0;
        double y = 0;
        double xx = 0;
        double xy = 0;
        for (int i = 0; i < times.length; i++) {
            double since = Math.max(0, times[i] - from);
            x += since;
            y += values[i];
            xx += since * since;
            xy += since * values[i];
        }
        double covariance = xy - x * y / times.length;
        return covariance * covariance / (xx - x * x / times.length);
    }
}
