// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.change;

import io.patchrisk.model.judge.Robust;
import java.util.Arrays;

/**
 * A trace as what each sample brings that the one before did not tell (AR(1), generalised least squares; Prais and
 * Winsten 1954), each clipped at three deviations (Huber 1964). Unlike the judge's, it bears gaps, windows of two samples,
 * and samples left out.
 */
final class Innovations {

    private static final double CLIP = 3;
    private static final double LONGEST_MEMORY = 0.95;
    private static final int FEWEST_FOR_MEMORY = 8;
    private static final int FEWEST_FOR_MIDDLE = 3;

    /** Below this many samples the deviation is drawn towards the trace's own unit, which counts for three samples. */
    private static final int ENOUGH = 30;

    private static final double LEAST = 0.3;

    /** A blip is at most this many samples long (NSDI'20 and SOSP'24 filter what went away again). */
    static final int BLIP = 3;

    private final double[] innovation;
    private final double[] intercept;
    private final double[] memory;
    private final double[] unit;
    private final int firstAfter;
    private final double middle;
    private final double deviation;

    /** The trace must have a sample in either window. */
    Innovations(Trace trace) {
        double[] value = trace.value();
        double rho = memory(trace.before());
        int n = trace.present();
        innovation = new double[n];
        intercept = new double[n];
        memory = new double[n];
        unit = new double[n];
        int last = -1;
        int at = 0;
        int split = 0;
        for (int i = 0; i < value.length; i++) {
            if (Double.isNaN(value[i])) {
                continue;
            }
            memory[at] = last < 0 ? 0 : StrictMath.pow(rho, i - last);
            unit[at] = Math.sqrt(1 - memory[at] * memory[at]);
            innovation[at] = (value[i] - memory[at] * (last < 0 ? 0 : value[last])) / unit[at];
            intercept[at] = (1 - memory[at]) / unit[at];
            last = i;
            at++;
            split += i < trace.firstAfter() ? 1 : 0;
        }
        firstAfter = split;
        double[] before = Arrays.copyOf(innovation, firstAfter);
        middle = firstAfter < FEWEST_FOR_MIDDLE ? 0 : Robust.median(before);
        deviation = deviation(before);
        for (int i = 0; i < n; i++) {
            innovation[i] = middle + Math.max(-CLIP * deviation, Math.min(CLIP * deviation, innovation[i] - middle));
        }
    }

    private static double deviation(double[] before) {
        double own = Robust.deviation(before);
        int n = before.length;
        return n < ENOUGH ? Math.sqrt((3 + n * own * own) / (3 + n)) : Math.max(LEAST, own);
    }

    /** The autocorrelation of neighbours, 0 to 0.95, with what a short sample hides of it. */
    private static double memory(double[] before) {
        if (before.length < FEWEST_FOR_MEMORY) {
            return 0;
        }
        double center = Robust.median(before);
        double product = 0;
        double square = 0;
        double last = 0;
        for (double value : before) {
            double now = Math.max(-CLIP, Math.min(CLIP, value - center));
            product += now * last;
            square += now * now;
            last = now;
        }
        return square == 0 ? 0 : Math.max(0, Math.min(LONGEST_MEMORY, product / square + 1.0 / before.length));
    }

    int after() {
        return innovation.length - firstAfter;
    }

    /** The deviate of a step that begins some samples after the change. */
    double step(int late) {
        return fit(stepShape(late), -1);
    }

    /** The same of what lasts: without the three neighbouring samples that speak most for it. */
    double lastingStep(int late) {
        return lasting(stepShape(late), firstAfter + late);
    }

    /** The deviate of a ramp from the change on. */
    double ramp() {
        return fit(rampShape(), -1);
    }

    double lastingRamp() {
        return lasting(rampShape(), firstAfter);
    }

    private double lasting(double[] shape, int from) {
        double whole = fit(shape, -1);
        double sign = Math.signum(whole);
        int at = from;
        double most = Double.NEGATIVE_INFINITY;
        for (int i = from; i + BLIP <= innovation.length; i++) {
            double run = 0;
            for (int j = i; j < i + BLIP; j++) {
                run += sign * (innovation[j] - middle);
            }
            if (run > most) {
                most = run;
                at = i;
            }
        }
        return sign * Math.max(0, Math.min(sign * whole, sign * fit(shape, at)));
    }

    private double[] rampShape() {
        double[] shape = new double[innovation.length];
        for (int i = firstAfter; i < shape.length; i++) {
            shape[i] = (i - firstAfter + 1) / (double) after();
        }
        return shape;
    }

    /** Samples from the change to where a step fits best. */
    int begin() {
        int best = 0;
        double most = 0;
        for (int late = 0; late < after(); late++) {
            double deviate = Math.abs(step(late));
            if (deviate > most) {
                most = deviate;
                best = late;
            }
        }
        return best;
    }

    private double[] stepShape(int late) {
        double[] shape = new double[innovation.length];
        Arrays.fill(shape, Math.min(shape.length, firstAfter + late), shape.length, 1);
        return shape;
    }

    /** The deviate of a shape beside an intercept; three samples from {@code without} on are left out. */
    private double fit(double[] shape, int without) {
        double a = 0;
        double b = 0;
        double c = 0;
        double p = 0;
        double q = 0;
        for (int i = 0; i < shape.length; i++) {
            if (without >= 0 && i >= without && i < without + BLIP) {
                continue;
            }
            double x = (shape[i] - memory[i] * (i == 0 ? 0 : shape[i - 1])) / unit[i];
            a += intercept[i] * intercept[i];
            b += intercept[i] * x;
            c += x * x;
            p += intercept[i] * innovation[i];
            q += x * innovation[i];
        }
        double determinant = a * c - b * b;
        return determinant <= 1e-9 ? 0 : (a * q - b * p) / determinant / deviation / Math.sqrt(a / determinant);
    }
}
