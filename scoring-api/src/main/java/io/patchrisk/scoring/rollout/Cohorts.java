// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.rollout;

import io.patchrisk.model.assess.Cohort;
import io.patchrisk.model.fact.HostId;
import io.patchrisk.model.fact.HostRecord;
import io.patchrisk.model.fact.KernelEvent;
import io.patchrisk.model.fact.LogFact;
import io.patchrisk.model.fact.Patch;
import io.patchrisk.model.fact.Seconds;
import io.patchrisk.model.policy.Policy;
import io.patchrisk.model.window.Attempt;
import io.patchrisk.model.window.Attempts;
import io.patchrisk.scoring.desk.RolloutView.KnownFingerprint;
import io.patchrisk.scoring.desk.WavePlan;
import io.patchrisk.scoring.fleet.Fleet;
import io.patchrisk.scoring.fleet.HostState;
import io.patchrisk.scoring.fleet.RolloutState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Puts together who is compared with whom. Runs on the fleet's context and copies what it takes. */
final class Cohorts {

    /** More controls than this add cost and hardly any power. */
    private static final int MOST_CONTROLS = 200;

    private final Fleet fleet;
    private final Policy policy;

    Cohorts(Fleet fleet, Policy policy) {
        this.fleet = fleet;
        this.policy = policy;
    }

    /** Hosts that a rollout is about: those of its plan, and those that took the patch outside of it. */
    Set<HostId> members(RolloutState rollout, Patch patch) {
        Set<HostId> members = new TreeSet<>(rollout.planned());
        members.addAll(rollout.claimed());
        for (HostState host : fleet.hosts()) {
            if (Fleet.modulesOn(host).stream().anyMatch(patch.modules()::contains)) {
                members.add(host.host());
            }
        }
        return members;
    }

    /** Hosts that take the patch although no wave plans it. */
    Set<HostId> unplanned(RolloutState rollout, Patch patch) {
        Set<HostId> unplanned = members(rollout, patch);
        unplanned.removeAll(rollout.planned());
        return unplanned;
    }

    Cohort of(RolloutState rollout, @Nullable WavePlan wave, Instant now) {
        Patch patch = fleet.patchOf(rollout);
        Set<HostId> scope = wave == null ? members(rollout, patch) : new TreeSet<>(wave.hosts());
        return cohort(rollout, patch, scope, now);
    }

    /** A cohort of one. */
    Cohort of(RolloutState rollout, HostId host, Instant now) {
        Patch patch = fleet.patchOf(rollout);
        return cohort(rollout, patch, Set.of(host), now);
    }

    private Cohort cohort(RolloutState rollout, Patch patch, Set<HostId> scope, Instant now) {
        List<HostRecord> members = new ArrayList<>();
        for (HostId id : scope) {
            HostState host = fleet.find(id);
            if (host != null) {
                members.add(fleet.record(host, patch, rollout));
            }
        }
        Set<String> strata = members.stream().map(HostRecord::stratum).collect(Collectors.toSet());
        double from = firstInstant(members, patch, now) - policy.beforeSeconds();
        return new Cohort(
                patch,
                members,
                controls(rollout, strata, patch, from),
                seenUnpatched(rollout, patch),
                rollout.knownFingerprints(now).stream()
                        .map(KnownFingerprint::fingerprint)
                        .collect(Collectors.toSet()),
                fleet.logHistorySeconds(now));
    }

    /**
     * Hosts of the same strata on which no live patch came or went over the span, and that nobody says were patched;
     * planned hosts serve until their turn.
     */
    private List<HostRecord> controls(RolloutState rollout, Set<String> strata, Patch patch, double from) {
        return fleet.hosts().stream()
                .filter(host -> strata.contains(host.stratum()) && host.lastReading() != null)
                .filter(host -> !host.changedPatchesSince(from))
                .filter(host -> !fleet.claimed(host.host(), rollout, Seconds.instant(from)))
                .filter(host -> fleet.attempts(host, patch, null).isEmpty())
                .limit(MOST_CONTROLS)
                .map(host -> fleet.record(host, patch, null))
                .toList();
    }

    /** Fingerprints that hosts had while they were without the patch. */
    private Set<String> seenUnpatched(RolloutState rollout, Patch patch) {
        Set<String> seen = new HashSet<>();
        for (HostState host : fleet.hosts()) {
            double until = firstLoad(fleet.attempts(host, patch, rollout));
            for (LogFact fact : host.log()) {
                if (fact instanceof KernelEvent event && Seconds.of(event.at()) < until) {
                    seen.add(event.fingerprint());
                }
            }
        }
        return seen;
    }

    /** When the patch was first on a host: never, at a time, or before anybody looked. */
    private static double firstLoad(List<Attempt> attempts) {
        if (attempts.isEmpty()) {
            return Double.POSITIVE_INFINITY;
        }
        Attempt first = attempts.get(0);
        return first.state() == Attempt.State.INSTANT_UNKNOWN
                ? Double.NEGATIVE_INFINITY
                : first.start() - first.error();
    }

    private static double firstInstant(List<HostRecord> members, Patch patch, Instant now) {
        double first = Seconds.of(now);
        for (HostRecord member : members) {
            for (Attempt attempt : Attempts.of(member, patch)) {
                first = Math.min(first, attempt.start());
            }
        }
        return first;
    }
}
