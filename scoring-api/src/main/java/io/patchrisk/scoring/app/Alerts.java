// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.app;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.patchrisk.scoring.alert.Alerting;
import io.patchrisk.scoring.alert.EarlyLook;
import io.patchrisk.scoring.alert.Grounds;
import io.patchrisk.scoring.alert.PostCounts;
import io.patchrisk.scoring.config.AlertmanagerConfig;
import io.patchrisk.scoring.desk.Assessment;
import io.patchrisk.scoring.desk.EventGroup;
import io.patchrisk.scoring.desk.ProblemException;
import io.patchrisk.scoring.desk.RolloutId;
import io.patchrisk.scoring.desk.RolloutView;
import io.patchrisk.scoring.desk.WaveName;
import io.patchrisk.scoring.fleet.Fleet;
import io.patchrisk.scoring.rollout.Follower;
import io.patchrisk.scoring.rollout.Ledger;
import io.patchrisk.scoring.rollout.ServiceDesk;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the service tells Alertmanagers by itself; nothing where none is configured. */
final class Alerts {

    private final @Nullable Alerting alerting;
    private final @Nullable EarlyLook early;

    private Alerts(@Nullable Alerting alerting, @Nullable EarlyLook early) {
        this.alerting = alerting;
        this.early = early;
    }

    /** Begins to tell, once the fleet knows what is in the store. */
    static Future<Alerts> start(
            Vertx vertx, Setup setup, ServiceDesk desk, Ledger ledger, Fleet fleet, Follower follower) {
        AlertmanagerConfig config = setup.config().alertmanager();
        if (config == null) {
            return Future.succeededFuture(new Alerts(null, null));
        }
        return OwnLoop.run(vertx, () -> {
                    String token = BearerToken.authorization(config.bearerTokenFile(), "Alertmanager");
                    return Future.succeededFuture(new Alerting(
                            vertx, config, token, grounds(desk), setup.pace().clock()));
                })
                .compose(alerting -> {
                    // A round under way may have begun before what was just stored.
                    EarlyLook early = new EarlyLook(
                            vertx,
                            fleet,
                            setup.pace().clock(),
                            () -> follower.settle()
                                    .compose(done -> follower.look())
                                    .compose(done -> desk.views())
                                    .onSuccess(alerting::take)
                                    .mapEmpty());
                    Alerts alerts = new Alerts(alerting, early);
                    return ledger.listen(early::hear)
                            .compose(done -> desk.views())
                            .onSuccess(alerts::take)
                            .map(alerts);
                });
    }

    private static Grounds grounds(ServiceDesk desk) {
        return new Grounds() {
            @Override
            public Future<Assessment> of(RolloutId rollout, WaveName wave) {
                return desk.waveRisk(rollout, wave);
            }

            @Override
            public Future<List<EventGroup>> events(RolloutId rollout) {
                return desk.events(rollout)
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
                            "patchrisk.alertmanager.posts",
                            this,
                            alerts -> told == null ? 0 : told.counts().of(outcome))
                    .description("Posts to Alertmanagers by what became of them.")
                    .tags("outcome", outcome.name().toLowerCase(Locale.ROOT))
                    .register(registry);
        }
    }

    /** Takes in how rollouts stand. */
    void take(List<RolloutView> rollouts) {
        if (alerting != null) {
            alerting.take(rollouts);
        }
    }

    Future<Void> stop() {
        if (early != null) {
            early.close();
        }
        return alerting == null ? Future.succeededFuture() : alerting.stop();
    }
}
