// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.evaluation;

import org.apache.commons.statistics.distribution.BetaDistribution;

/**
 * How often something happened among independent cases.
 *
 * @param hits in how many cases it happened
 * @param of how many cases there are
 */
public record Share(int hits, int of) {

    private static final double TAIL = 0.05;

    public Share {
        if (hits < 0 || hits > of) {
            throw new IllegalArgumentException(hits + " of " + of + " is no share");
        }
    }

    /** The share that is exceeded with a probability of at most 95 % (Clopper and Pearson 1934); 1 without cases. */
    public double upperBound() {
        return hits == of ? 1 : BetaDistribution.of(hits + 1.0, of - hits).inverseCumulativeProbability(1 - TAIL);
    }

    /** The share below which the true one lies with a probability of at most 5 %; 0 without cases. */
    public double lowerBound() {
        return hits == 0 ? 0 : BetaDistribution.of(hits, of - hits + 1.0).inverseCumulativeProbability(TAIL);
    }
}
