// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.policy;

/**
 * What an operator may choose about decisions.
 *
 * @param priorHarm share of rollouts that harm, before anything is seen; the research found no public rate, so it is
 *     stated, not measured
 * @param alpha false alarms allowed a rollout
 * @param stopAt risk at which a significant symptom stops
 * @param holdAt risk above which nothing proceeds
 * @param soakSeconds how long the after window must be before anything proceeds
 * @param beforeSeconds longest before window
 * @param stallSeconds transitions longer than this are stalled; kpatch waits 15 s and 60 s more
 * @param silentIntervals scrapes missing in a row that make a host silent
 * @param minimumCoverage share of patched hosts that must be observed
 * @param leastEffect smallest statistic, in units of chance, that may stop a rollout
 * @param leastExposure smallest share of the usual work that counts as exercised
 * @param logProvenSeconds how old the newest proof of a host's log channel may be
 * @param requireLog whether unproven log channels hold
 * @param validSeconds how long a proceed is valid
 * @param useModel whether the model is asked; without it rules and judge decide, and a significant symptom stops by itself
 */
public record Policy(
        double priorHarm,
        double alpha,
        double stopAt,
        double holdAt,
        double soakSeconds,
        double beforeSeconds,
        double stallSeconds,
        int silentIntervals,
        double minimumCoverage,
        double leastEffect,
        double leastExposure,
        double logProvenSeconds,
        boolean requireLog,
        double validSeconds,
        boolean useModel) {

    /** What is used where nobody chose. */
    public static final Policy DEFAULT =
            new Policy(0.01, 0.01, 0.05, 0.02, 900, 1800, 60, 5, 0.95, 2, 0.2, 86_400, true, 120, true);

    public Policy {
        inside("prior_harm", priorHarm, 0, 1);
        inside("alpha", alpha, 0, 1);
        inside("stop_at", stopAt, 0, 1);
        inside("hold_at", holdAt, 0, stopAt);
        inside("minimum_coverage", minimumCoverage, 0, 1.0000001);
    }

    private static void inside(String what, double value, double above, double below) {
        if (!(value > above && value < below) && !(value == below && below < 1)) {
            throw new IllegalArgumentException(what + " must lie between " + above + " and " + below + ", is " + value);
        }
    }

    /** The same policy with another soak time in seconds. */
    public Policy withSoak(double seconds) {
        return with(priorHarm, seconds, useModel);
    }

    /** The same policy with another prior. */
    public Policy withPrior(double prior) {
        return with(prior, soakSeconds, useModel);
    }

    /** The same policy, under which rules and judge alone decide. */
    public Policy withoutModel() {
        return with(priorHarm, soakSeconds, false);
    }

    private Policy with(double prior, double soak, boolean model) {
        return new Policy(
                prior,
                alpha,
                stopAt,
                holdAt,
                soak,
                beforeSeconds,
                stallSeconds,
                silentIntervals,
                minimumCoverage,
                leastEffect,
                leastExposure,
                logProvenSeconds,
                requireLog,
                validSeconds,
                model);
    }
}
