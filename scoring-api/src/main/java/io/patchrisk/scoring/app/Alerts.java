// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.app;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.patchrisk.model.word.Word;
import io.patchrisk.scoring.alert.Alerting;
import io.patchrisk.scoring.alert.Grounds;
import io.patchrisk.scoring.alert.PostCounts;
import io.patchrisk.scoring.config.AlertmanagerConfig;
import io.patchrisk.scoring.desk.Assessment;
import io.patchrisk.scoring.desk.EventGroup;
import io.patchrisk.scoring.desk.Page;
import io.patchrisk.scoring.desk.ProblemException;
import io.patchrisk.scoring.desk.RolloutId;
import io.patchrisk.scoring.desk.Slice;
import io.patchrisk.scoring.desk.WaveName;
import io.patchrisk.scoring.rollout.ServiceDesk;
import io.patchrisk.scoring.rollout.Standing;
import io.patchrisk.scoring.telemetry.Metric;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the service tells Alertmanagers by itself; nothing where none is configured. */
final class Alerts {

    private final @Nullable Alerting alerting;

    private Alerts(@Nullable Alerting alerting) {
        this.alerting = alerting;
    }

    /** Begins to tell, once the fleet knows what is in the store. */
    static Future<Alerts> start(Vertx vertx, Setup setup, ServiceDesk desk) {
        AlertmanagerConfig config = setup.config().alertmanager();
        if (config == null) {
            return Future.succeededFuture(new Alerts(null));
        }
        return OwnLoop.run(vertx, () -> {
                    String token = BearerToken.authorization(config.bearerTokenFile(), "Alertmanager");
                    return Future.succeededFuture(new Alerting(
                            vertx, config, token, grounds(desk), setup.pace().clock()));
                })
                .map(Alerts::new)
                .compose(alerts -> desk.standings().onSuccess(alerts::take).map(alerts));
    }

    private static Grounds grounds(ServiceDesk desk) {
        return new Grounds() {
            @Override
            public Future<Assessment> of(RolloutId rollout, WaveName wave) {
                return desk.waveRisk(rollout, wave);
            }

            @Override
            public Future<List<EventGroup>> events(RolloutId rollout) {
                return desk.views()
                        .events(rollout, null, Slice.ALL)
                        .map(Page::items)
                        .recover(e -> e instanceof ProblemException
                                ? Future.succeededFuture(List.of())
                                : Future.failedFuture(e));
            }
        };
    }

    void meters(MeterRegistry registry) {
        Alerting told = alerting;
        for (PostCounts.Outcome outcome : PostCounts.Outcome.values()) {
            FunctionCounter.builder(
                            Metric.POSTS.meter(),
                            this,
                            alerts -> told == null ? 0 : told.counts().of(outcome))
                    .description(Metric.POSTS.help())
                    .tags("outcome", Word.of(outcome))
                    .register(registry);
        }
    }

    /** Takes in how rollouts stand. */
    void take(List<Standing> rollouts) {
        if (alerting != null) {
            alerting.take(rollouts.stream().map(Standing::view).toList());
        }
    }

    Future<Void> stop() {
        return alerting == null ? Future.succeededFuture() : alerting.stop();
    }
}
