// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.rollout;

import io.patchrisk.model.fact.HostId;
import io.patchrisk.model.fact.KernelEvent;
import io.patchrisk.model.fact.LogFact;
import io.patchrisk.model.fact.Patch;
import io.patchrisk.model.feature.Attribution;
import io.patchrisk.scoring.desk.Change;
import io.patchrisk.scoring.desk.Change.What;
import io.patchrisk.scoring.desk.RolloutId;
import io.patchrisk.scoring.fleet.Fleet;
import io.patchrisk.scoring.fleet.FleetFact;
import io.patchrisk.scoring.fleet.HostState;
import io.patchrisk.scoring.fleet.RolloutState;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Has everything looked at before its time when a kernel report arrives from a host that has a patch, and tells who listens
 * that facts came. Runs on the fleet's context.
 *
 * <p>One look a second at most, and none for a fault of which the rollout was looked at already: a fleet that crashes as
 * one keeps nobody from working.
 */
public final class EarlyLook {

    /** Real time between two such looks. */
    private static final long REST_MILLIS = 1_000;

    /** A report without an end is taken 2 s after its last line, so a host that was heard is looked at so often, so far apart. */
    private static final int TICKS = 4;

    private static final long TICK_MILLIS = 700;

    private static final int MOST_SEEN = 10_000;
    private static final int MOST_AT_ONCE = 50;

    private final Vertx vertx;
    private final Fleet fleet;
    private final Changes changes;
    private final InstantSource clock;
    private final Supplier<Future<Void>> look;
    private final Map<HostId, KernelEvent> newest = new HashMap<>();
    private final Map<HostId, Integer> ticksLeft = new HashMap<>();
    private final Set<String> seen = new HashSet<>();

    /** Patches as the model sees them, put together anew at every tick. */
    private final Map<RolloutId, Patch> patches = new HashMap<>();

    private boolean ticking;
    private boolean wanted;
    private boolean busy;
    private volatile boolean closed;

    /** @param look looks at everything and tells what came of it */
    public EarlyLook(Vertx vertx, Fleet fleet, Follower follower, InstantSource clock, Supplier<Future<Void>> look) {
        this.vertx = vertx;
        this.fleet = fleet;
        this.changes = follower.changes();
        this.clock = clock;
        this.look = look;
    }

    /** Takes note of a fact that the fleet has just taken in. */
    public void hear(FleetFact fact) {
        if (fact instanceof FleetFact.LogHeard log) {
            arrived(log.host());
        } else if (fact instanceof FleetFact.CrashLogHeard crash) {
            arrived(crash.host());
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

    /** Asks for nothing more; may be called from any thread. */
    public void close() {
        closed = true;
    }

    private void arrived(HostId host) {
        if (fleet.rollouts().isEmpty() || closed) {
            return;
        }
        if (tells(host)) {
            wanted = true;
            next();
        }
        ticksLeft.put(host, TICKS);
        tickLater();
    }

    private void tickLater() {
        if (!ticking && !ticksLeft.isEmpty() && !closed) {
            ticking = true;
            vertx.setTimer(TICK_MILLIS, quiet -> tick());
        }
    }

    private void tick() {
        ticking = false;
        patches.clear();
        fleet.settleLogs(clock.instant());
        for (HostId host : Set.copyOf(ticksLeft.keySet())) {
            wanted |= tells(host);
            ticksLeft.computeIfPresent(host, (id, left) -> left == 1 ? null : Integer.valueOf(left - 1));
        }
        tickLater();
        next();
    }

    /** Whether a report came since the last time from a host that has a patch, by a fault new to its rollout. */
    private boolean tells(HostId id) {
        HostState host = fleet.find(id);
        if (host == null) {
            return false;
        }
        List<KernelEvent> came = came(host.log(), newest.get(id));
        if (!came.isEmpty()) {
            newest.put(id, came.get(0));
        }
        boolean tells = false;
        for (KernelEvent event : came) {
            for (RolloutState rollout : fleet.rollouts()) {
                tells |= tells(rollout, host, event);
            }
        }
        return tells;
    }

    private boolean tells(RolloutState rollout, HostState host, KernelEvent event) {
        String fault = rollout.id() + "\n" + event.fingerprint();
        if (seen.contains(fault)) {
            return false;
        }
        Patch patch = patches.computeIfAbsent(rollout.id(), id -> fleet.patchOf(rollout));
        boolean tells =
                event.kind().crashClass() || Attribution.of(patch, event).tied();
        if (!tells || fleet.attempts(host, patch, rollout).isEmpty()) {
            return false;
        }
        if (seen.size() >= MOST_SEEN) {
            seen.clear();
        }
        return seen.add(fault);
    }

    /** Reports after the one known last, the newest first. */
    private static List<KernelEvent> came(List<LogFact> facts, @Nullable KernelEvent known) {
        List<KernelEvent> came = new ArrayList<>();
        for (int i = facts.size() - 1; i >= 0 && came.size() < MOST_AT_ONCE; i--) {
            if (facts.get(i) instanceof KernelEvent event) {
                if (event.equals(known)) {
                    break;
                }
                came.add(event);
            }
        }
        return came;
    }

    private void next() {
        if (!wanted || busy || closed) {
            return;
        }
        wanted = false;
        busy = true;
        look.get()
                .onComplete(done -> vertx.setTimer(REST_MILLIS, rested -> {
                    busy = false;
                    next();
                }));
    }
}
