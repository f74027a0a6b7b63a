// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.rollout;

import io.patchrisk.model.fact.HostId;
import io.patchrisk.model.fact.Patch;
import io.patchrisk.model.fact.Seconds;
import io.patchrisk.model.policy.Decision;
import io.patchrisk.model.window.Attempt;
import io.patchrisk.scoring.desk.Assessment;
import io.patchrisk.scoring.desk.HostView;
import io.patchrisk.scoring.desk.Observation;
import io.patchrisk.scoring.desk.PatchState;
import io.patchrisk.scoring.desk.RolloutSummary;
import io.patchrisk.scoring.desk.RolloutView;
import io.patchrisk.scoring.desk.WaveName;
import io.patchrisk.scoring.desk.WavePlan;
import io.patchrisk.scoring.fleet.Fleet;
import io.patchrisk.scoring.fleet.HostState;
import io.patchrisk.scoring.fleet.RolloutState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Rollouts and hosts in the words of the desk. Runs on the fleet's context. */
final class RolloutViews {

    private final Fleet fleet;
    private final Follower follower;
    private final Gate gate;
    private final Answers answers;
    private final Preflight preflight;
    private final Duration watch;

    RolloutViews(Fleet fleet, Follower follower, Gate gate, Answers answers, Preflight preflight, Duration watch) {
        this.fleet = fleet;
        this.follower = follower;
        this.gate = gate;
        this.answers = answers;
        this.preflight = preflight;
        this.watch = watch;
    }

    RolloutView view(RolloutState rollout, Instant now) {
        Assessment assessment =
                answers.of(rollout, gate.answer(rollout, null, now)).readAt(now);
        List<RolloutView.Wave> waves = new ArrayList<>();
        Patch patch = fleet.patchOf(rollout);
        for (WavePlan wave : rollout.declaration().waves()) {
            waves.add(wave(rollout, patch, wave.name(), wave.hosts(), now));
        }
        Set<HostId> unplanned = follower.cohorts().unplanned(rollout, patch);
        if (!unplanned.isEmpty()) {
            waves.add(wave(rollout, patch, WaveName.UNPLANNED, List.copyOf(unplanned), now));
        }
        return new RolloutView(
                summary(rollout, assessment, waves, now),
                assessment,
                waves,
                rollout.knownFingerprints(now),
                Outcomes.standing(rollout));
    }

    private RolloutView.Wave wave(RolloutState rollout, Patch patch, WaveName name, List<HostId> hosts, Instant now) {
        Followed scope = follower.find(new Scope(rollout.id(), name));
        Assessment assessed = answers.of(rollout, name, scope, now);
        List<RolloutView.Member> members = new ArrayList<>();
        Instant ended = null;
        boolean open = hosts.isEmpty();
        for (HostId host : new TreeSet<>(hosts)) {
            HostState known = fleet.find(host);
            Attempt attempt = attempt(rollout, patch, known);
            PatchState state = Views.state(attempt, known != null && lost(patch, known, attempt));
            Instant settled = settled(attempt, state);
            open |= settled == null;
            ended = settled != null && (ended == null || settled.isAfter(ended)) ? settled : ended;
            members.add(new RolloutView.Member(
                    host, state, observation(known, now), attempt == null ? null : Seconds.instant(attempt.start())));
        }
        return RolloutView.Wave.of(name, assessed.decision(), assessed.risk(), members, open ? null : ended);
    }

    /** When a host was settled, one way or the other; null before it. */
    private static @Nullable Instant settled(@Nullable Attempt attempt, PatchState state) {
        if (attempt == null || state == PatchState.PENDING || state == PatchState.IN_TRANSITION) {
            return null;
        }
        Double end = attempt.end();
        return Seconds.instant(end == null ? attempt.start() : end);
    }

    /** The newest load of the patch on a host; null when there is none. */
    private @Nullable Attempt attempt(@Nullable RolloutState rollout, Patch patch, @Nullable HostState host) {
        List<Attempt> attempts = host == null ? List.of() : fleet.attempts(host, patch, rollout);
        return attempts.isEmpty() ? null : attempts.get(attempts.size() - 1);
    }

    private static boolean lost(Patch patch, HostState host, @Nullable Attempt attempt) {
        return patch.kind() == Patch.Kind.LIVE
                && attempt != null
                && host.reboots().stream().anyMatch(at -> at > attempt.start());
    }

    Observation observation(@Nullable HostState host, Instant now) {
        if (host == null) {
            return Observation.SILENT;
        }
        var row = preflight.readiness(host, now);
        boolean metrics = row.metrics().state() == io.patchrisk.scoring.desk.ReadinessRow.State.OK;
        boolean log = row.log().state() == io.patchrisk.scoring.desk.ReadinessRow.State.OK;
        return metrics ? (log ? Observation.FULL : Observation.PARTIAL) : Observation.SILENT;
    }

    private RolloutSummary summary(
            RolloutState rollout, Assessment assessment, List<RolloutView.Wave> waves, Instant now) {
        Map<PatchState, Integer> hosts = new EnumMap<>(PatchState.class);
        Instant lastPatched = rollout.openedAt();
        for (RolloutView.Wave wave : waves) {
            for (RolloutView.Member member : wave.hosts()) {
                hosts.merge(member.patchState(), 1, Integer::sum);
                Instant at = member.patchedAt();
                lastPatched = at != null && at.isAfter(lastPatched) ? at : lastPatched;
            }
        }
        return new RolloutSummary(
                rollout.id(),
                rollout.declaration().patch(),
                rollout.declaration().mode(),
                rollout.origin(),
                state(rollout, assessment, hosts, lastPatched, now),
                assessment.decision(),
                assessment.risk(),
                assessment.priorHarm(),
                assessment.reasons().get(0).text(),
                assessment.wave(),
                hosts,
                rollout.declaration().waves().stream().map(WavePlan::name).toList(),
                rollout.openedAt(),
                assessment.decidedAt());
    }

    private RolloutSummary.State state(
            RolloutState rollout,
            Assessment assessment,
            Map<PatchState, Integer> hosts,
            Instant lastPatched,
            Instant now) {
        var standing = rollout.standing();
        if (assessment.decision() == Decision.STOP) {
            return RolloutSummary.State.STOPPED;
        }
        if (standing != null) {
            return RolloutSummary.State.PAUSED;
        }
        int all = hosts.values().stream().mapToInt(Integer::intValue).sum();
        int pending = hosts.getOrDefault(PatchState.PENDING, 0);
        if (all == pending) {
            return RolloutSummary.State.PLANNED;
        }
        if (pending > 0 || hosts.containsKey(PatchState.IN_TRANSITION)) {
            return RolloutSummary.State.RUNNING;
        }
        return lastPatched.plus(watch).isAfter(now) ? RolloutSummary.State.WATCHED : RolloutSummary.State.DONE;
    }

    HostView host(HostState host, Instant now) {
        List<HostView.Place> places = new ArrayList<>();
        for (RolloutState rollout : fleet.rollouts()) {
            Patch patch = fleet.patchOf(rollout);
            Attempt attempt = attempt(rollout, patch, host);
            Attempt observed = attempt(null, patch, host);
            if (attempt != null || rollout.planned().contains(host.host())) {
                places.add(new HostView.Place(
                        rollout.id(),
                        waveOf(rollout, host.host()),
                        Views.state(attempt, lost(patch, host, attempt)),
                        observed == null ? null : Seconds.instant(observed.start()),
                        rollout.claimOf(host.host())));
            }
        }
        return new HostView(
                host.host(),
                fleet.aliases(host.host()),
                host.stratum().isEmpty() ? null : host.stratum(),
                host.release(),
                observation(host, now),
                places,
                LoadViews.of(host, now, follower.policy().stallSeconds()),
                CrashNames.views(host));
    }

    private static @Nullable WaveName waveOf(RolloutState rollout, HostId host) {
        return rollout.declaration().waves().stream()
                .filter(wave -> wave.hosts().contains(host))
                .map(WavePlan::name)
                .findFirst()
                .orElse(null);
    }
}
