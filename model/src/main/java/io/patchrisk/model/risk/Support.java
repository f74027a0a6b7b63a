// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.risk;

import java.util.List;
import org.apache.commons.statistics.distribution.BetaDistribution;

/** How large or small a likelihood ratio a number of independent runs can support. */
final class Support {

    /** Each end of the interval is exceeded with a probability of at most five percent. */
    private static final double TAIL = 0.05;

    private final Scores harmful;
    private final Scores benign;

    Support(List<HeldOut> runs) {
        harmful = Scores.of(runs, true);
        benign = Scores.of(runs, false);
    }

    /** Least ratio the runs that score at least {@code logOdds} support. */
    double leastRatio(double logOdds) {
        return lower(harmful.atLeast(logOdds), harmful.all()) / upper(benign.atLeast(logOdds), benign.all());
    }

    /** Largest ratio the runs that score at most {@code logOdds} support; infinity when no benign run does. */
    double largestRatio(double logOdds) {
        double ofBenign = lower(benign.atMost(logOdds), benign.all());
        double ofHarmful = upper(harmful.atMost(logOdds), harmful.all());
        return ofBenign == 0 ? Double.POSITIVE_INFINITY : ofHarmful / ofBenign;
    }

    /** Lower end of the exact interval of a share (Clopper and Pearson 1934). */
    private static double lower(double hits, double of) {
        return hits <= 0
                ? 0
                : BetaDistribution.of(hits, Math.max(0, of - hits) + 1).inverseCumulativeProbability(TAIL);
    }

    /** Upper end of the exact interval of a share (Clopper and Pearson 1934). */
    private static double upper(double hits, double of) {
        return hits >= of
                ? 1
                : BetaDistribution.of(Math.max(0, hits) + 1, of - hits).inverseCumulativeProbability(1 - TAIL);
    }
}
