// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.change;

import java.util.Arrays;

/**
 * One metric of one host, evenly sampled, before and after a change. A missing sample is NaN; the first of {@code after}
 * is the first at or after the change.
 *
 * @param before oldest first
 * @param after oldest first
 */
public record Samples(double[] before, double[] after) {

    /** Points kept a window: longer ones are averaged in groups, so that cost is bounded. */
    static final int MOST = 240;

    /** The same with at most {@value #MOST} points a window; what fills no group is left out at the far ends. */
    Samples thinned() {
        int group = (Math.max(before.length, after.length) + MOST - 1) / MOST;
        if (group <= 1) {
            return this;
        }
        int kept = before.length / group * group;
        return new Samples(
                averaged(Arrays.copyOfRange(before, before.length - kept, before.length), group),
                averaged(after, group));
    }

    private static double[] averaged(double[] values, int group) {
        double[] means = new double[values.length / group];
        for (int i = 0; i < means.length; i++) {
            means[i] = mean(Arrays.copyOfRange(values, i * group, (i + 1) * group));
        }
        return means;
    }

    private static double mean(double[] values) {
        double sum = 0;
        int n = 0;
        for (double value : values) {
            if (!Double.isNaN(value)) {
                sum += value;
                n++;
            }
        }
        return n == 0 ? Double.NaN : sum / n;
    }

    /** The values that are there, in their order. */
    static double[] present(double[] values) {
        return Arrays.stream(values).filter(value -> !Double.isNaN(value)).toArray();
    }

    /** Whether there is anything to compare. */
    boolean comparable() {
        return present(before).length > 0 && present(after).length > 0;
    }
}
