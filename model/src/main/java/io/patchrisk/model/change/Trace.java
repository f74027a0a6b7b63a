// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.change;

import io.patchrisk.model.judge.Robust;
import java.util.Arrays;

/**
 * One metric of one host in units of that host's own noise, as distances from the median of its before window.
 *
 * @param value NaN where a sample is missing
 * @param firstAfter index of the first sample after the change
 */
record Trace(double[] value, int firstAfter) {

    /** Samples that the assumed noise counts for. */
    private static final double ASSUMED_SAMPLES = 2;

    /** No distance is longer: past this a number says no more, and sums stay finite. */
    private static final double LONGEST = 1e6;

    /** The ninth tenth of absolute normal deviates. */
    private static final double NINTH_TENTH = 1.645;

    /** The trace of comparable samples. */
    static Trace of(Samples samples, Scale scale) {
        double[] before = scale.applied(samples.before());
        double[] value = Arrays.copyOf(before, before.length + samples.after().length);
        double[] after = scale.applied(samples.after());
        System.arraycopy(after, 0, value, before.length, after.length);
        double[] seen = Samples.present(before);
        double level = Robust.median(seen);
        double assumed = scale.assumed(level, value);
        double own = seen.length == 2 ? Math.abs(seen[0] - seen[1]) / Math.sqrt(2) : deviation(seen);
        double freedom = seen.length - 1.0;
        double unit =
                Math.sqrt((ASSUMED_SAMPLES * assumed * assumed + freedom * own * own) / (ASSUMED_SAMPLES + freedom));
        for (int i = 0; i < value.length; i++) {
            double distance = unit == 0 ? value[i] - level : (value[i] - level) / unit;
            value[i] = Double.isNaN(distance) ? Double.NaN : Math.max(-LONGEST, Math.min(LONGEST, distance));
        }
        return new Trace(value, before.length);
    }

    /**
     * A robust deviation that does not collapse when more than half of the values are equal: half of what the ninth tenth
     * of the distances tells is the least.
     */
    static double deviation(double[] values) {
        double middle = Robust.median(values);
        double[] distances =
                Arrays.stream(values).map(value -> Math.abs(value - middle)).toArray();
        return Math.max(Robust.deviation(values), 0.5 * Ranks.quantile(distances, 0.9) / NINTH_TENTH);
    }

    double[] before() {
        return Samples.present(Arrays.copyOf(value, firstAfter));
    }

    double[] after() {
        return Samples.present(Arrays.copyOfRange(value, firstAfter, value.length));
    }

    int present() {
        return Samples.present(value).length;
    }

    /** The before window alone, as if the change had come after this share of its samples. */
    Trace placebo(double share) {
        int wanted = (int) (share * before().length);
        int at = 0;
        for (int seen = 0; at < firstAfter; at++) {
            if (!Double.isNaN(value[at]) && seen++ == wanted) {
                break;
            }
        }
        return new Trace(Arrays.copyOf(value, firstAfter), at);
    }
}
