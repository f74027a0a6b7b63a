// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.change;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.NormalDistribution;

/** What chance does to a deviate: heavy tails, drift and the number of looks taken into account. */
final class Chance {

    /** A tenth of the placebos may be moved by what moved the changed hosts, and is not believed. */
    private static final double SPOILT = 0.1;

    private static final int FEWEST_TO_TRIM = 8;
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    private Chance() {}

    /**
     * How many times wider than the normal the placebos spread, at least 1.
     *
     * @param prior placebos of deviation 1 that are added
     * @param trim whether the largest tenth is left out
     */
    static double widening(double[] placebos, double prior, boolean trim) {
        double[] sizes = Arrays.stream(placebos).map(Math::abs).sorted().toArray();
        int kept = trim && sizes.length >= FEWEST_TO_TRIM ? sizes.length - (int) (sizes.length * SPOILT) : sizes.length;
        double squares = prior;
        for (int i = 0; i < kept; i++) {
            squares += sizes[i] * sizes[i];
        }
        return Math.max(1, Math.sqrt(squares / (prior + kept)));
    }

    /** About the normal deviate of the same tail as Student's t with so many degrees of freedom has (Wallace 1959). */
    static double normal(double t, double freedom) {
        return Math.copySign(Math.sqrt(freedom * StrictMath.log1p(t * t / freedom)), t);
    }

    /** What is left of the largest of several independent deviates: chance alone brings it to about √(2 ln n). */
    static double ofMany(double largest, double looks) {
        return Math.sqrt(Math.max(0, largest * largest - 2 * StrictMath.log(Math.max(1, looks))));
    }

    /** The two-sided tail of a deviate, times the number of kinds it is the largest of; 1e-6 to 1. */
    static double p(double deviate, int kinds) {
        return Math.max(1e-6, Math.min(1, 2 * kinds * NORMAL.survivalProbability(deviate)));
    }
}
