// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.rollout;

import io.patchrisk.scoring.desk.Change;
import io.patchrisk.scoring.desk.Change.What;
import io.patchrisk.scoring.desk.RolloutId;
import io.patchrisk.scoring.fleet.Fleet;
import io.patchrisk.scoring.fleet.FleetFact;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that a kernel report is looked at as soon as it is stored, and not only at the next planned look; and tells who
 * listens that facts came.
 */
public final class Prompter {

    private static final Logger LOG = LoggerFactory.getLogger(Prompter.class);

    /** Lines of the same report, and of the next host's, come within milliseconds. */
    private static final long SETTLE_MS = 100;

    /** A host that floods must not have everything looked at without a pause. */
    private static final long APART_MS = 1_000;

    private final Vertx vertx;
    private final Fleet fleet;
    private final Changes changes;
    private final Supplier<Future<?>> look;
    private final InstantSource clock;
    private long reports;
    private boolean prompted;
    private long lastNanos = System.nanoTime() - APART_MS * 1_000_000;

    private Prompter(Vertx vertx, Fleet fleet, Changes changes, Supplier<Future<?>> look, InstantSource clock) {
        this.vertx = vertx;
        this.fleet = fleet;
        this.changes = changes;
        this.look = look;
        this.clock = clock;
        this.reports = fleet.reports();
    }

    /**
     * Listens to a ledger from now on.
     *
     * @param look has everything looked at
     */
    public static void listen(
            Vertx vertx, Ledger ledger, Fleet fleet, Follower follower, Supplier<Future<?>> look, InstantSource clock) {
        Prompter prompter = new Prompter(vertx, fleet, follower.changes(), look, clock);
        ledger.hear(prompter::heard);
    }

    private void heard(FleetFact fact) {
        if (fleet.reports() != reports) {
            reports = fleet.reports();
            prompt();
            tell(null, What.EVENTS);
        } else if (fact instanceof FleetFact.HostPatched patched) {
            tell(patched.rollout(), What.HOSTS);
        } else if (fact instanceof FleetFact.RolloutOpened || fact instanceof FleetFact.PatchStateTold) {
            tell(null, What.HOSTS);
        } else if (fact instanceof FleetFact.OperatorActed acted) {
            tell(acted.rollout(), What.ASSESSMENT);
        }
    }

    private void tell(@Nullable RolloutId rollout, What what) {
        changes.tell(new Change(rollout, Set.of(what), clock.instant()));
    }

    private void prompt() {
        if (!prompted) {
            prompted = true;
            long sinceMs = (System.nanoTime() - lastNanos) / 1_000_000;
            vertx.setTimer(Math.max(SETTLE_MS, APART_MS - sinceMs), due -> {
                prompted = false;
                lastNanos = System.nanoTime();
                look.get().onFailure(e -> LOG.error("a prompted look failed: {}", e.getMessage(), e));
            });
        }
    }
}
