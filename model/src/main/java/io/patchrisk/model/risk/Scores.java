// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.risk;

import java.util.Comparator;
import java.util.List;

/** Held-out log odds of one class in order, with the weight of those up to each. */
final class Scores {

    private final double[] logOdds;
    private final double[] upTo;

    private Scores(double[] logOdds, double[] upTo) {
        this.logOdds = logOdds;
        this.upTo = upTo;
    }

    static Scores of(List<HeldOut> runs, boolean harmful) {
        List<HeldOut> sorted = runs.stream()
                .filter(run -> run.harmful() == harmful)
                .sorted(Comparator.comparingDouble(HeldOut::logOdds))
                .toList();
        double[] logOdds = new double[sorted.size()];
        double[] upTo = new double[sorted.size() + 1];
        for (int i = 0; i < logOdds.length; i++) {
            logOdds[i] = sorted.get(i).logOdds();
            upTo[i + 1] = upTo[i] + sorted.get(i).weight();
        }
        return new Scores(logOdds, upTo);
    }

    /** Weight of all of them: the number of independent runs. */
    double all() {
        return upTo[logOdds.length];
    }

    /** Weight of those that score at most {@code x}. */
    double atMost(double x) {
        return upTo[below(Math.nextUp(x))];
    }

    /** Weight of those that score at least {@code x}. */
    double atLeast(double x) {
        return all() - upTo[below(x)];
    }

    /** How many are smaller than {@code x}. */
    private int below(double x) {
        int from = 0;
        int to = logOdds.length;
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (logOdds[middle] < x) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }
}
