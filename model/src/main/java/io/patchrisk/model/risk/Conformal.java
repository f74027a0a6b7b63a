// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.risk;

import java.util.List;
import java.util.Locale;

/**
 * Split conformal prediction, each class by itself (Mondrian; Vovk, Gammerman and Shafer 2005), over held-out runs.
 *
 * <p>Were a harmful cohort exchangeable with the harmful runs, it would get a {@link Conformity#pHarmful()} of at most
 * {@link Conformity#HARMFUL_LEVEL} in at most that share of cases; so at most that share of harmful cohorts is called benign.
 * Cohorts that share runs share the weight of one (hierarchical conformal prediction, Lee, Barber and Willett 2023). Harm
 * that could not be seen is not promised to be: it looks like no harm, and to allow for it would be to call nothing benign.
 */
public final class Conformal {

    private final Scores harmful;
    private final Scores benign;

    public Conformal(List<HeldOut> runs) {
        harmful = Scores.of(runs.stream().filter(run -> !run.hidden()).toList(), true);
        benign = Scores.of(runs, false);
    }

    /** How well a cohort of these log odds fits either class. */
    public Conformity at(double logOdds) {
        return new Conformity(
                (harmful.atMost(logOdds) + 1) / (harmful.all() + 1),
                (benign.atLeast(logOdds) + 1) / (benign.all() + 1));
    }

    /** Whether there are runs enough to exclude a class at all: 4 for one cohort in five, 19 for one in twenty. */
    public boolean canExclude(boolean ofHarmful) {
        double runs = (ofHarmful ? harmful : benign).all();
        return 1 / (runs + 1) <= (ofHarmful ? Conformity.HARMFUL_LEVEL : Conformity.BENIGN_LEVEL);
    }

    /** What is promised, and what is not, in two sentences for cards. */
    public String guarantee() {
        String promise = canExclude(true)
                ? said(
                        "Of harmful cohorts like the %.0f held-out runs whose harm can be seen, at most %.0f %% are called benign",
                        harmful.all(), 100 * Conformity.HARMFUL_LEVEL)
                : said(
                        "%.0f held-out runs whose harm can be seen are too few to exclude harm at %.0f %% (%.0f are needed):"
                                + " nothing is called benign",
                        harmful.all(), 100 * Conformity.HARMFUL_LEVEL, 1 / Conformity.HARMFUL_LEVEL - 1);
        String other = canExclude(false)
                ? said(
                        "; of benign ones like the %.0f held-out benign runs, at most %.0f %% harmful.",
                        benign.all(), 100 * Conformity.BENIGN_LEVEL)
                : said("; %.0f held-out benign runs are too few to call anything harmful.", benign.all());
        return promise + other
                + " Runs were held out by group and the model in use learned from all, so this holds as far as it ranks"
                + " new cohorts like the models that did not see them; it says nothing of faults unlike the lab's.";
    }

    private static String said(String format, Object... numbers) {
        return String.format(Locale.ROOT, format, numbers);
    }
}
