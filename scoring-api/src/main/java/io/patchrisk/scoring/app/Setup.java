// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.app;

import io.patchrisk.collector.signal.SignalCatalogue;
import io.patchrisk.model.policy.Policy;
import io.patchrisk.model.risk.RiskModel;
import io.patchrisk.scoring.config.PrometheusConfig;
import io.patchrisk.scoring.config.ScrapeConfig;
import io.patchrisk.scoring.config.ServiceConfig;
import io.patchrisk.scoring.retraining.ServiceTraining;
import io.patchrisk.scoring.rollout.CandidateTraining;
import java.nio.file.Path;
import java.time.Duration;
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

    /** Time between two readings of a host, from whichever source gives them. */
    Duration interval() {
        PrometheusConfig prometheus = config.sources().prometheus();
        ScrapeConfig scrape = config.sources().scrape();
        return prometheus == null || !scrape.targets().isEmpty() ? scrape.interval() : prometheus.interval();
    }

    /** How candidates are trained; null without a lab table to measure them on, or a model to measure them against. */
    @Nullable
    CandidateTraining training() {
        Path table = config.model().labTable();
        return table == null || model == null
                ? null
                : new ServiceTraining(table, config.model().candidates(), model, pace.clock());
    }

    /** The operator's policy with the defaults of what cannot be set yet. */
    Policy policy() {
        Policy defaults = Policy.DEFAULT;
        var chosen = config.policy();
        double interval = interval().toMillis() / 1e3;
        double silence = config.assessment().silentAfter().toMillis() / 1e3;
        PrometheusConfig prometheus = config.sources().prometheus();
        if (prometheus != null) {
            // What Prometheus has is read up to its delay before now, and a step later at the most.
            Duration late = prometheus.delay().plus(prometheus.interval().multipliedBy(2));
            silence += late.toMillis() / 1e3;
        }
        int silent = (int) Math.max(2, Math.round(silence / interval));
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
                chosen.validFor().toMillis() / 1e3,
                chosen.useModel());
    }
}
