// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.config;

import java.time.Duration;

/**
 * When a risk becomes a hold or a stop.
 *
 * @param priorHarm probability that a rollout harms the fleet, before anything was seen of it
 * @param alpha probability of a false alarm that one rollout may spend, over all signals and looks
 * @param holdAt risk from which the answer is hold
 * @param stopAt risk from which the answer is stop; above {@code holdAt}
 * @param soak how long the hosts of a wave are watched at least before the next one
 * @param validFor how long an answer may be relied on
 * @param minCoverage share of the patched hosts that must be fully observed
 * @param firstWaveMax hosts that may be patched before anything was seen of the patch
 * @param useModel whether the model is asked, or rules and judge decide alone
 */
public record PolicyConfig(
        double priorHarm,
        double alpha,
        double holdAt,
        double stopAt,
        Duration soak,
        Duration validFor,
        double minCoverage,
        int firstWaveMax,
        boolean useModel) {

    public PolicyConfig {
        new Inconsistent.Checks()
                .unless(
                        holdAt < stopAt,
                        "policy.hold_at",
                        "is not below policy.stop_at",
                        "lower it or raise policy.stop_at")
                .unless(
                        priorHarm < holdAt,
                        "policy.prior_harm",
                        "is not below policy.hold_at",
                        "lower it, or every rollout is held before anything was seen of it")
                .refuse();
    }
}
