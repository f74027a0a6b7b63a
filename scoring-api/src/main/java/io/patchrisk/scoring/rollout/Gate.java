// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.rollout;

import io.patchrisk.model.assess.Assessment;
import io.patchrisk.model.fact.HostId;
import io.patchrisk.model.fact.Patch;
import io.patchrisk.model.policy.Decision;
import io.patchrisk.model.policy.Policy;
import io.patchrisk.model.policy.Reason;
import io.patchrisk.model.policy.ReasonCode;
import io.patchrisk.model.policy.Verdict;
import io.patchrisk.model.window.Member;
import io.patchrisk.scoring.desk.Basis;
import io.patchrisk.scoring.desk.OperatorAction;
import io.patchrisk.scoring.desk.StandingOverride;
import io.patchrisk.scoring.desk.WavePlan;
import io.patchrisk.scoring.fleet.Fleet;
import io.patchrisk.scoring.fleet.RolloutState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the gate of a rollout says now: the computed course, the plan, and what people did. Runs on the fleet's context. */
final class Gate {

    /** What only says that the first wave is not through yet, and does not keep its other hosts waiting. */
    private static final Set<ReasonCode> FIRST_WAVE_GOES_ON = EnumSet.of(
            ReasonCode.SOAKING,
            ReasonCode.UNDERPOWERED,
            ReasonCode.IN_TRANSITION,
            ReasonCode.CONFIRMING,
            ReasonCode.NOT_EXERCISED);

    private final Fleet fleet;
    private final Follower follower;
    private final Preflight preflight;
    private final int firstWaveMax;

    Gate(Fleet fleet, Follower follower, Preflight preflight, int firstWaveMax) {
        this.fleet = fleet;
        this.follower = follower;
        this.preflight = preflight;
        this.firstWaveMax = firstWaveMax;
    }

    /**
     * An answer before it is put into the words of the desk.
     *
     * @param wave the wave it is about; null where the rollout plans none
     * @param computed what it rests on; null on a preflight
     */
    record Answer(
            Verdict verdict,
            Basis basis,
            @Nullable WavePlan wave,
            @Nullable Assessment computed,
            Instant lookedAt,
            boolean latched,
            @Nullable StandingOverride override) {}

    /** The answer for a wave of a rollout; null asks for the wave that is next. */
    Answer answer(RolloutState rollout, @Nullable WavePlan asked, Instant now) {
        Followed scope = follower.find(new Scope(rollout.id(), null));
        Assessment computed = scope == null ? null : scope.last();
        Set<HostId> touched = touched(computed, rollout);
        WavePlan wave = asked == null ? current(rollout, touched) : asked;
        List<WavePlan> waves = rollout.declaration().waves();
        boolean first = wave != null && waves.indexOf(wave) == 0;
        if (touched.isEmpty() && wave != null) {
            Verdict verdict = first
                    ? preflight.verdict(wave, now)
                    : Verdict.of(List.of(Reason.of(
                            ReasonCode.EARLIER_WAVE,
                            "wave " + waves.get(0).name() + " comes first; no host of it is patched")));
            return people(rollout, new Answer(verdict, Basis.PREFLIGHT, wave, null, now, false, null), now);
        }
        if (scope == null || computed == null) {
            Verdict none = Verdict.of(List.of(Reason.of(ReasonCode.NO_DATA, "not assessed yet")));
            return people(rollout, new Answer(none, Basis.EVIDENCE, wave, null, now, false, null), now);
        }
        Verdict verdict = scope.course().verdict();
        boolean latched = verdict.decision() == Decision.STOP;
        if (first && wave != null && goesOn(verdict, wave, touched)) {
            Verdict ready = preflight.verdict(wave, now);
            return people(
                    rollout, new Answer(ready, Basis.PREFLIGHT, wave, computed, scope.lookedAt(), false, null), now);
        }
        List<Reason> reasons = new ArrayList<>(planReasons(rollout, wave, touched));
        if (scope.lookedAt().plusSeconds((long) policy().validSeconds()).isBefore(now)) {
            reasons.add(Reason.of(ReasonCode.STALE, "last assessed at " + scope.lookedAt()));
        }
        if (!reasons.isEmpty()) {
            if (verdict.decision() != Decision.PROCEED) {
                reasons.addAll(verdict.reasons());
            }
            verdict = Verdict.of(reasons);
        }
        return people(
                rollout, new Answer(verdict, Basis.EVIDENCE, wave, computed, scope.lookedAt(), latched, null), now);
    }

    private Policy policy() {
        return follower.policy();
    }

    private boolean goesOn(Verdict verdict, WavePlan wave, Set<HostId> touched) {
        boolean unfinished = !touched.containsAll(wave.hosts());
        return unfinished
                && touched.size() < firstWaveMax
                && wave.hosts().containsAll(touched)
                && verdict.reasons().stream().allMatch(reason -> FIRST_WAVE_GOES_ON.contains(reason.code()));
    }

    private List<Reason> planReasons(RolloutState rollout, @Nullable WavePlan wave, Set<HostId> touched) {
        List<Reason> reasons = new ArrayList<>();
        for (WavePlan earlier : rollout.declaration().waves()) {
            if (earlier.equals(wave)) {
                break;
            }
            long done = earlier.hosts().stream().filter(touched::contains).count();
            if (done < policy().minimumCoverage() * earlier.hosts().size()) {
                List<String> missing = earlier.hosts().stream()
                        .filter(host -> !touched.contains(host))
                        .map(HostId::value)
                        .toList();
                reasons.add(new Reason(
                        ReasonCode.EARLIER_WAVE,
                        "%d of %d hosts of wave %s are patched"
                                .formatted(done, earlier.hosts().size(), earlier.name()),
                        Map.of("missing", missing)));
            }
        }
        Patch patch = fleet.patchOf(rollout);
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

    /** What people decided comes last: a stop or a pause makes it stricter, an override replaces it. */
    private Answer people(RolloutState rollout, Answer answer, Instant now) {
        StandingOverride override = rollout.override(now);
        OperatorAction standing = rollout.standing();
        Verdict verdict = answer.verdict();
        boolean latched = answer.latched();
        if (standing != null) {
            boolean stop = standing.action() == OperatorAction.Action.STOP;
            List<Reason> reasons = new ArrayList<>(List.of(new Reason(
                    stop ? ReasonCode.MANUAL_STOP : ReasonCode.PAUSED,
                    standing.by() + ": " + standing.reason(),
                    Map.of("by", standing.by()))));
            if (verdict.decision() != Decision.PROCEED) {
                reasons.addAll(verdict.reasons());
            }
            verdict = Verdict.of(reasons);
            latched |= stop;
        }
        if (override != null) {
            List<Reason> reasons = new ArrayList<>(List.of(new Reason(
                    ReasonCode.OVERRIDE,
                    override.by() + " decided " + override.decision().name().toLowerCase(Locale.ROOT) + " until "
                            + override.expiresAt() + ": " + override.reason(),
                    Map.of("by", override.by(), "computed", verdict.decision().word()))));
            reasons.addAll(verdict.reasons());
            verdict = new Verdict(override.decision(), reasons);
        }
        return new Answer(
                verdict, answer.basis(), answer.wave(), answer.computed(), answer.lookedAt(), latched, override);
    }

    /** The first wave that still has hosts to patch, else the last; null where the rollout plans none. */
    private static @Nullable WavePlan current(RolloutState rollout, Set<HostId> touched) {
        List<WavePlan> waves = rollout.declaration().waves();
        for (WavePlan wave : waves) {
            if (!touched.containsAll(wave.hosts())) {
                return wave;
            }
        }
        return waves.isEmpty() ? null : waves.get(waves.size() - 1);
    }

    private static Set<HostId> touched(@Nullable Assessment computed, RolloutState rollout) {
        Set<HostId> touched = new HashSet<>(rollout.claimed());
        if (computed != null) {
            for (Member member : computed.evidence().touched()) {
                touched.add(member.host().host());
            }
        }
        return touched;
    }
}
