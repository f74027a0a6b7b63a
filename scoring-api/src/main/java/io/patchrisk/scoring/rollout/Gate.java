// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.rollout;

import io.patchrisk.model.assess.Assessment;
import io.patchrisk.model.fact.HostId;
import io.patchrisk.model.fact.Patch;
import io.patchrisk.model.policy.Decision;
import io.patchrisk.model.policy.Reason;
import io.patchrisk.model.policy.ReasonCode;
import io.patchrisk.model.policy.Verdict;
import io.patchrisk.scoring.desk.Basis;
import io.patchrisk.scoring.desk.OperatorAction;
import io.patchrisk.scoring.desk.StandingOverride;
import io.patchrisk.scoring.desk.WavePlan;
import io.patchrisk.scoring.fleet.Fleet;
import io.patchrisk.scoring.fleet.HostState;
import io.patchrisk.scoring.fleet.RolloutState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
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
    private final PlanRules plan;
    private final int firstWaveMax;

    Gate(Fleet fleet, Follower follower, Preflight preflight, int firstWaveMax) {
        this.fleet = fleet;
        this.follower = follower;
        this.preflight = preflight;
        this.plan = new PlanRules(fleet, follower);
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
            @Nullable StandingOverride override) {

        static Answer preflight(Verdict verdict, WavePlan wave, @Nullable Assessment computed, Instant lookedAt) {
            return new Answer(verdict, Basis.PREFLIGHT, wave, computed, lookedAt, false, null);
        }
    }

    /** The answer for a wave of a rollout; null asks for the wave that is next. */
    Answer answer(RolloutState rollout, @Nullable WavePlan asked, Instant now) {
        Patch patch = fleet.patchOf(rollout);
        Set<HostId> touched = touched(rollout, patch);
        WavePlan wave = asked == null ? current(rollout, touched) : asked;
        Followed scope = follower.find(new Scope(rollout.id(), null));
        Verdict course = scope == null ? null : scope.course().verdict();
        boolean stopped = course != null && course.decision() == Decision.STOP;
        if (touched.isEmpty() && wave != null && !stopped) {
            return people(rollout, Answer.preflight(beforeFirst(rollout, wave, now), wave, null, now), now);
        }
        Assessment computed = scope == null ? null : scope.last();
        if (scope == null || course == null || computed == null) {
            Verdict none = Verdict.of(List.of(Reason.of(ReasonCode.NO_DATA, "not assessed yet")));
            return people(rollout, new Answer(none, Basis.EVIDENCE, wave, null, now, false, null), now);
        }
        if (wave != null && goesOn(rollout, course, wave, patch, touched)) {
            Verdict ready = preflight.verdict(wave, now);
            return people(rollout, Answer.preflight(ready, wave, computed, scope.lookedAt()), now);
        }
        List<Reason> reasons = new ArrayList<>(plan.reasons(rollout, wave, patch, touched));
        reasons.addAll(plan.stale(scope, computed, now));
        Verdict verdict = with(reasons, course);
        return people(
                rollout, new Answer(verdict, Basis.EVIDENCE, wave, computed, scope.lookedAt(), stopped, null), now);
    }

    /** No host is patched: only the first wave can be asked for. */
    private Verdict beforeFirst(RolloutState rollout, WavePlan wave, Instant now) {
        WavePlan first = rollout.declaration().waves().get(0);
        return wave.equals(first)
                ? preflight.verdict(wave, now)
                : Verdict.of(List.of(Reason.of(
                        ReasonCode.EARLIER_WAVE, "wave " + first.name() + " comes first; no host of it is patched")));
    }

    /** A verdict made stricter by more reasons. */
    private static Verdict with(List<Reason> more, Verdict verdict) {
        if (more.isEmpty()) {
            return verdict;
        }
        List<Reason> reasons = new ArrayList<>(more);
        if (verdict.decision() != Decision.PROCEED) {
            reasons.addAll(verdict.reasons());
        }
        return Verdict.of(reasons);
    }

    private boolean goesOn(RolloutState rollout, Verdict verdict, WavePlan wave, Patch patch, Set<HostId> touched) {
        return wave.equals(rollout.declaration().waves().get(0))
                && patch.kind() == Patch.Kind.LIVE
                && !touched.containsAll(wave.hosts())
                && touched.size() < firstWaveMax
                && wave.hosts().containsAll(touched)
                && verdict.reasons().stream().allMatch(reason -> FIRST_WAVE_GOES_ON.contains(reason.code()));
    }

    /** What people decided comes last: a stop or a pause makes it stricter, an override replaces it. */
    private Answer people(RolloutState rollout, Answer answer, Instant now) {
        StandingOverride override = rollout.override(now);
        OperatorAction standing = rollout.standing();
        Verdict verdict = answer.verdict();
        boolean latched = answer.latched();
        if (standing != null) {
            boolean stop = standing.action() == OperatorAction.Action.STOP;
            Reason reason = new Reason(
                    stop ? ReasonCode.MANUAL_STOP : ReasonCode.PAUSED,
                    standing.by() + ": " + standing.reason(),
                    Map.of("by", standing.by()));
            verdict = with(List.of(reason), verdict);
            latched |= stop;
        }
        if (override != null) {
            List<Reason> reasons = new ArrayList<>(List.of(new Reason(
                    ReasonCode.OVERRIDE,
                    override.by() + " decided " + override.decision().word() + " until " + override.expiresAt() + ": "
                            + override.reason(),
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

    /** Hosts that the patch reached, as far as anybody saw or said by now. */
    private Set<HostId> touched(RolloutState rollout, Patch patch) {
        Set<HostId> touched = new HashSet<>(rollout.claimed());
        for (HostId id : follower.cohorts().members(rollout, patch)) {
            HostState host = fleet.find(id);
            if (host != null && !fleet.attempts(host, patch, rollout).isEmpty()) {
                touched.add(id);
            }
        }
        return touched;
    }
}
