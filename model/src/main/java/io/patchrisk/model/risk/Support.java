// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.risk;

import java.util.List;
import org.apache.commons.statistics.distribution.BetaDistribution;

/** How large or small a likelihood ratio a number of independent runs can support. */
final class Support {

    /** Each end of the interval is exceeded with a probability of at most five percent. */
    private static final double TAIL = 0.05;

    private Support() {}

    /** Least ratio the runs that score at least {@code logOdds} support. */
    static double leastRatio(List<ModelCard.HeldOut> runs, double logOdds) {
        return lower(count(runs, true, logOdds, true), total(runs, true))
                / upper(count(runs, false, logOdds, true), total(runs, false));
    }

    /** Largest ratio the runs that score at most {@code logOdds} support; infinity when no benign run does. */
    static double largestRatio(List<ModelCard.HeldOut> runs, double logOdds) {
        double benign = lower(count(runs, false, logOdds, false), total(runs, false));
        double harmful = upper(count(runs, true, logOdds, false), total(runs, true));
        return benign == 0 ? Double.POSITIVE_INFINITY : harmful / benign;
    }

    private static long total(List<ModelCard.HeldOut> runs, boolean harmful) {
        return runs.stream().filter(run -> run.harmful() == harmful).count();
    }

    private static long count(List<ModelCard.HeldOut> runs, boolean harmful, double logOdds, boolean atLeast) {
        return runs.stream()
                .filter(run -> run.harmful() == harmful)
                .filter(run -> atLeast ? run.logOdds() >= logOdds : run.logOdds() <= logOdds)
                .count();
    }

    /** Lower end of the exact interval of a share (Clopper and Pearson 1934). */
    private static double lower(long hits, long of) {
        return hits == 0
                ? 0
                : BetaDistribution.of((double) hits, (double) (of - hits + 1)).inverseCumulativeProbability(TAIL);
    }

    /** Upper end of the exact interval of a share (Clopper and Pearson 1934). */
    private static double upper(long hits, long of) {
        return hits == of
                ? 1
                : BetaDistribution.of(hits + 1.0, (double) (of - hits)).inverseCumulativeProbability(1 - TAIL);
    }
}
