// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.rollout;

import io.patchrisk.model.assess.Assessment;
import io.patchrisk.model.fact.HostId;
import io.patchrisk.model.fact.Patch;
import io.patchrisk.model.fact.Seconds;
import io.patchrisk.model.policy.Policy;
import io.patchrisk.model.policy.Reason;
import io.patchrisk.model.policy.ReasonCode;
import io.patchrisk.model.window.Member;
import io.patchrisk.scoring.desk.WavePlan;
import io.patchrisk.scoring.fleet.Fleet;
import io.patchrisk.scoring.fleet.HostState;
import io.patchrisk.scoring.fleet.RolloutState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What keeps a wave waiting although nothing was found: the plan, and evidence that nobody renewed. */
final class PlanRules {

    private static final int NAMED = 20;

    private final Fleet fleet;
    private final Follower follower;

    PlanRules(Fleet fleet, Follower follower) {
        this.fleet = fleet;
        this.follower = follower;
    }

    private Policy policy() {
        return follower.policy();
    }

    /** What speaks against this wave now; null where the rollout plans none. */
    List<Reason> reasons(RolloutState rollout, @Nullable WavePlan wave, Patch patch, Set<HostId> touched) {
        List<Reason> reasons = new ArrayList<>();
        if (patch.kind() != Patch.Kind.LIVE) {
            reasons.add(Reason.of(
                    ReasonCode.NOT_COMPARABLE,
                    "hosts that rebooted must be compared at equal uptime, which is not built; reports still stop"));
        }
        for (WavePlan earlier : rollout.declaration().waves()) {
            if (earlier.equals(wave)) {
                break;
            }
            reasons.addAll(unfinished(rollout, earlier, touched));
        }
        Set<HostId> unplanned = follower.cohorts().unplanned(rollout, patch);
        if (wave != null && unplanned.size() > wave.hosts().size()) {
            reasons.add(new Reason(
                    ReasonCode.UNPLANNED_WAVE,
                    unplanned.size() + " hosts took the patch outside the plan",
                    Map.of(
                            "hosts",
                            unplanned.stream().limit(20).map(HostId::value).toList())));
        }
        return reasons;
    }

    /** What keeps an earlier wave from being through: hosts without the patch, or too short a watch of its own. */
    private List<Reason> unfinished(RolloutState rollout, WavePlan earlier, Set<HostId> touched) {
        List<Reason> reasons = new ArrayList<>();
        int hosts = earlier.hosts().size();
        List<String> missing = earlier.hosts().stream()
                .filter(host -> !touched.contains(host))
                .map(HostId::value)
                .toList();
        int done = hosts - missing.size();
        if (done < policy().minimumCoverage() * hosts) {
            reasons.add(new Reason(
                    ReasonCode.EARLIER_WAVE,
                    "%d of %d hosts of wave %s are patched".formatted(done, hosts, earlier.name()),
                    Map.of("missing", missing.stream().limit(NAMED).toList())));
            return reasons;
        }
        Followed scope = follower.find(new Scope(rollout.id(), earlier.name()));
        Assessment last = scope == null ? null : scope.last();
        double watched = last == null ? 0 : last.evidence().afterSeconds();
        if (watched < policy().soakSeconds()) {
            reasons.add(new Reason(
                    ReasonCode.SOAKING,
                    String.format(
                            Locale.ROOT,
                            "wave %s was watched for %.0f s of %.0f s",
                            earlier.name(),
                            watched,
                            policy().soakSeconds()),
                    Map.of("wave", earlier.name().value(), "watched_s", watched, "soak_s", policy().soakSeconds())));
        }
        return reasons;
    }

    /** What says that the evidence is older than it may be, because nobody looked. */
    List<Reason> stale(Followed scope, Assessment computed, Instant now) {
        List<Reason> reasons = new ArrayList<>();
        if (scope.lookedAt().plusMillis((long) (1000 * policy().validSeconds())).isBefore(now)) {
            reasons.add(Reason.of(ReasonCode.STALE, "last assessed at " + scope.lookedAt()));
        }
        List<String> unwatched = new ArrayList<>();
        for (Member member : computed.evidence().touched()) {
            HostState host = fleet.find(member.host().host());
            Double since = host == null ? null : host.unwatchedSince();
            if (host != null
                    && since != null
                    && Seconds.of(now) - since > policy().silentIntervals() * host.scrapeInterval()) {
                unwatched.add(host.host().value());
            }
        }
        if (!unwatched.isEmpty()) {
            reasons.add(new Reason(
                    ReasonCode.STALE,
                    unwatched.size() + " patched hosts are not looked at, by the service's own fault",
                    Map.of("hosts", unwatched.stream().limit(NAMED).toList())));
        }
        return reasons;
    }
}
