// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.app;

import io.patchrisk.scoring.rollout.Follower;
import io.patchrisk.scoring.store.FactStore;
import io.patchrisk.scoring.telemetry.Condition;
import io.patchrisk.scoring.telemetry.Condition.State;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What must hold before the service is ready. */
final class Conditions {

    /** A look that is this many intervals late is none. */
    private static final int LATE = 5;

    private Conditions() {}

    static List<Condition> of(Setup setup, FactStore store, Follower follower) {
        return List.of(
                new Condition("store", () -> store(store)),
                new Condition("model", () -> Future.succeededFuture(model(setup))),
                new Condition("assessment", () -> Future.succeededFuture(assessment(setup, follower))));
    }

    private static Future<State> store(FactStore store) {
        return store.state()
                .map(state -> new State(true, "holds " + state.usedBytes() + " of " + state.budgetBytes() + " bytes"))
                .otherwise(e -> new State(false, String.valueOf(e.getMessage())));
    }

    private static State model(Setup setup) {
        return setup.model() == null
                ? new State(false, "no model could be loaded")
                : new State(true, "model " + setup.model().card().id());
    }

    private static State assessment(Setup setup, Follower follower) {
        Duration late = setup.config().assessment().interval().multipliedBy(LATE);
        Instant last = follower.lastRound();
        boolean alive =
                last != null && last.plus(late).isAfter(setup.pace().clock().instant());
        return new State(alive, last == null ? "no round yet" : "last round at " + last);
    }
}
