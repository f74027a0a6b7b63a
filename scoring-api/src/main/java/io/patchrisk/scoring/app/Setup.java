// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.app;

import io.patchrisk.collector.signal.SignalCatalogue;
import io.patchrisk.model.policy.Policy;
import io.patchrisk.model.risk.RiskModel;
import io.patchrisk.scoring.config.ServiceConfig;
import org.jspecify.annotations.Nullable;

/**
 * What a service is started with.
 *
 * @param config what the operator set
 * @param catalogue signals that are watched
 * @param model the risk model; null where none could be loaded, and nothing then proceeds
 * @param pace its clock
 */
public record Setup(
        ServiceConfig config,
        SignalCatalogue catalogue,
        @Nullable RiskModel model,
        Pace pace) {

    /** The operator's policy with the defaults of what cannot be set yet. */
    Policy policy() {
        Policy defaults = Policy.DEFAULT;
        var chosen = config.policy();
        double interval = config.sources().scrape().interval().toMillis() / 1e3;
        int silent =
                (int) Math.max(2, Math.round(config.assessment().silentAfter().toMillis() / 1e3 / interval));
        return new Policy(
                chosen.priorHarm(),
                chosen.alpha(),
                chosen.stopAt(),
                chosen.holdAt(),
                chosen.soak().toMillis() / 1e3,
                config.assessment().before().toMillis() / 1e3,
                defaults.stallSeconds(),
                silent,
                chosen.minCoverage(),
                defaults.leastEffect(),
                defaults.leastExposure(),
                defaults.logProvenSeconds(),
                defaults.requireLog(),
                chosen.validFor().toMillis() / 1e3);
    }
}
