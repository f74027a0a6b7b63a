// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.change;

import io.patchrisk.model.judge.Robust;
import java.util.Arrays;

/**
 * How one trace moved after the change, each in its own unit.
 *
 * @param step deviate of a step at the change; a blip of three samples makes none
 * @param late deviate of a step at half or at three quarters of the after window, whichever is stronger
 * @param ramp deviate of a ramp
 * @param spread deviate of the rank sum of distances from the middle: positive when swings are wider
 * @param settled distance of the median after from the median before
 * @param first longest distance among the first three samples, in units of the trace
 * @param pair the same of the mean of two neighbours
 * @param farthest longest distance in the before window
 * @param farthestPair the same of the mean of two neighbours
 * @param samples how many samples the before window has
 * @param begin samples from the change to where a step fits best
 */
record Moves(
        double step,
        double late,
        double ramp,
        double spread,
        double settled,
        double first,
        double pair,
        double farthest,
        double farthestPair,
        int samples,
        int begin) {

    /** What begins within this many samples is put down to the change even if it goes away again. */
    private static final int AT_ONCE = 3;

    private static final int FEWEST_FOR_SHAPE = 8;
    private static final int FEWEST_FOR_BLIPS = 12;

    static Moves of(Trace trace) {
        Innovations innovations = new Innovations(trace);
        int after = innovations.after();
        boolean shaped = after >= FEWEST_FOR_SHAPE;
        boolean blips = after >= FEWEST_FOR_BLIPS;
        double half = !shaped ? 0 : blips ? innovations.lastingStep(after / 2) : innovations.step(after / 2);
        double quarter = shaped ? innovations.step(after - after / 4) : 0;
        double[] before = trace.before();
        double middle = Robust.median(before);
        double[] early = distances(
                Samples.present(Arrays.copyOfRange(
                        trace.value(),
                        trace.firstAfter(),
                        Math.min(trace.value().length, trace.firstAfter() + AT_ONCE))),
                middle);
        double[] usual = distances(before, middle);
        return new Moves(
                blips ? innovations.lastingStep(0) : innovations.step(0),
                Math.abs(half) >= Math.abs(quarter) ? half : quarter,
                !shaped ? 0 : blips ? innovations.lastingRamp() : innovations.ramp(),
                spread(before, trace.after()),
                Robust.median(trace.after()) - middle,
                farthest(early),
                farthest(pairs(early)),
                farthest(usual),
                farthest(pairs(usual)),
                before.length,
                innovations.begin());
    }

    private static double[] distances(double[] values, double middle) {
        return Arrays.stream(values).map(value -> value - middle).toArray();
    }

    private static double[] pairs(double[] values) {
        double[] means = new double[Math.max(0, values.length - 1)];
        for (int i = 0; i < means.length; i++) {
            means[i] = (values[i] + values[i + 1]) / 2;
        }
        return means;
    }

    private static double farthest(double[] distances) {
        return Arrays.stream(distances).map(Math::abs).max().orElse(0);
    }

    private static double spread(double[] before, double[] after) {
        if (before.length < FEWEST_FOR_SHAPE || after.length < FEWEST_FOR_SHAPE) {
            return 0;
        }
        double[] was = absolute(before);
        double[] is = absolute(after);
        return Ranks.sum(was, is.length < FEWEST_FOR_BLIPS ? is : withoutBlip(is));
    }

    private static double[] absolute(double[] values) {
        return Arrays.stream(distances(values, Robust.median(values)))
                .map(Math::abs)
                .toArray();
    }

    private static double[] withoutBlip(double[] values) {
        int at = 0;
        double most = -1;
        for (int i = 0; i + Innovations.BLIP <= values.length; i++) {
            double run = values[i] + values[i + 1] + values[i + 2];
            if (run > most) {
                most = run;
                at = i;
            }
        }
        double[] rest = new double[values.length - Innovations.BLIP];
        System.arraycopy(values, 0, rest, 0, at);
        System.arraycopy(values, at + Innovations.BLIP, rest, at, rest.length - at);
        return rest;
    }
}
