// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.change;

import io.patchrisk.model.judge.Robust;
import java.util.Arrays;
import java.util.List;

/**
 * What a host's controls let expect of it: time of day, load, the machine it shares. It is the median of the controls or
 * the one control that went along most closely, whichever explains the before window better, and nothing where neither
 * does. The after window has no say in it.
 */
final class Reference {

    /** Fewer controls than this tell nothing apart. */
    static final int FEWEST = 3;

    private static final int FEWEST_BEFORE = 8;
    private static final double CLIP = 8;

    /** A control with fewer of the host's samples than this share is not asked. */
    private static final double COVERED = 0.8;

    /** A reference must take away a tenth of the noise, or chance would choose it. */
    private static final double WORTH = 0.9;

    /** A host that its twin explains wholly still has a tenth of its noise. */
    private static final double LEAST = 0.1;

    private Reference() {}

    /** The host without what its controls let expect, again in units of its own noise. */
    static Trace removed(Trace host, List<Trace> controls) {
        if (host.before().length < FEWEST_BEFORE) {
            return host;
        }
        double[][] others = controls.stream()
                .filter(control ->
                        control.value().length == host.value().length && control.present() >= COVERED * host.present())
                .map(control -> clipped(control.value(), 0))
                .toArray(double[][]::new);
        if (others.length < FEWEST) {
            return host;
        }
        double alone =
                Trace.deviation(Samples.present(clipped(Arrays.copyOf(host.value(), host.firstAfter()), Double.NaN)));
        double noise = alone;
        double[] expected = null;
        for (double[] candidate : List.of(median(others), twin(host, others))) {
            double left = Trace.deviation(distances(host, candidate));
            if (alone > 0 && left < WORTH * noise) {
                noise = left;
                expected = candidate;
            }
        }
        return expected == null ? host : rest(host, expected, Math.max(LEAST, noise));
    }

    private static double[] clipped(double[] values, double missing) {
        return Arrays.stream(values)
                .map(value -> Double.isNaN(value) ? missing : Math.max(-CLIP, Math.min(CLIP, value)))
                .toArray();
    }

    private static double[] median(double[][] others) {
        double[] medians = new double[others[0].length];
        double[] now = new double[others.length];
        for (int i = 0; i < medians.length; i++) {
            for (int j = 0; j < others.length; j++) {
                now[j] = others[j][i];
            }
            medians[i] = Robust.median(now);
        }
        return medians;
    }

    private static double[] twin(Trace host, double[][] others) {
        double[] closest = others[0];
        double least = Double.POSITIVE_INFINITY;
        for (double[] other : others) {
            double apart = 0;
            for (double distance : distances(host, other)) {
                apart += Math.abs(distance);
            }
            if (apart < least) {
                least = apart;
                closest = other;
            }
        }
        return closest;
    }

    /** What is left of the before window. */
    private static double[] distances(Trace host, double[] expected) {
        double[] own = clipped(Arrays.copyOf(host.value(), host.firstAfter()), Double.NaN);
        for (int i = 0; i < own.length; i++) {
            own[i] -= expected[i];
        }
        return Samples.present(own);
    }

    private static Trace rest(Trace host, double[] expected, double unit) {
        double[] rest = host.value().clone();
        for (int i = 0; i < rest.length; i++) {
            rest[i] -= expected[i];
        }
        double middle = Robust.median(Samples.present(Arrays.copyOf(rest, host.firstAfter())));
        for (int i = 0; i < rest.length; i++) {
            rest[i] = (rest[i] - middle) / unit;
        }
        return new Trace(rest, host.firstAfter());
    }
}
