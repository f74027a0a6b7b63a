// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.rollout;

import io.patchrisk.model.fact.HostId;
import io.patchrisk.model.policy.Decision;
import io.patchrisk.model.policy.Policy;
import io.patchrisk.model.policy.Verdict;
import io.patchrisk.model.risk.Risk;
import io.patchrisk.model.window.Attempt;
import io.patchrisk.model.window.Member;
import io.patchrisk.scoring.desk.Assessment;
import io.patchrisk.scoring.desk.Basis;
import io.patchrisk.scoring.desk.Coverage;
import io.patchrisk.scoring.desk.Interval;
import io.patchrisk.scoring.desk.Mode;
import io.patchrisk.scoring.desk.Reason;
import io.patchrisk.scoring.desk.WaveName;
import io.patchrisk.scoring.fleet.RolloutState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Assessments in the words of the desk. */
final class Answers {

    private final Follower follower;
    private final Duration interval;

    Answers(Follower follower, Duration interval) {
        this.follower = follower;
        this.interval = interval;
    }

    Assessment of(RolloutState rollout, Gate.Answer answer) {
        WaveName wave = answer.wave() == null ? null : answer.wave().name();
        return build(
                rollout,
                wave,
                null,
                answer.verdict(),
                answer.basis(),
                answer.computed(),
                answer.lookedAt(),
                answer.latched(),
                answer);
    }

    /** One scope as it was last looked at, without the plan and without people. */
    Assessment of(RolloutState rollout, @Nullable WaveName wave, @Nullable Followed scope, Instant now) {
        if (scope == null || scope.last() == null) {
            return Assessment.unknown(
                    rollout.id(),
                    wave,
                    rollout.declaration().mode(),
                    prior(rollout),
                    Reason.of("no_data", "not assessed yet"),
                    now);
        }
        Verdict verdict = scope.course().verdict();
        boolean latched = verdict.decision() == Decision.STOP;
        return build(rollout, wave, null, verdict, Basis.EVIDENCE, scope.last(), scope.lookedAt(), latched, null)
                .readAt(now);
    }

    /** One host as a cohort of one. */
    Assessment of(RolloutState rollout, HostId host, io.patchrisk.model.assess.Assessment computed, Instant now) {
        return build(rollout, null, host, computed.verdict(), Basis.EVIDENCE, computed, now, false, null);
    }

    private double prior(RolloutState rollout) {
        Double stated = rollout.declaration().priorHarm();
        return stated == null ? policy().priorHarm() : stated;
    }

    private Policy policy() {
        return follower.policy();
    }

    private Assessment build(
            RolloutState rollout,
            @Nullable WaveName wave,
            @Nullable HostId host,
            Verdict verdict,
            Basis basis,
            io.patchrisk.model.assess.@Nullable Assessment computed,
            Instant lookedAt,
            boolean latched,
            Gate.@Nullable Answer answer) {
        Risk risk = computed == null ? null : computed.evidence().risk();
        Mode mode = rollout.declaration().mode();
        Decision decision = verdict.decision();
        return new Assessment(
                rollout.id(),
                wave,
                host,
                rollout.declaration().patch(),
                mode,
                decision,
                basis,
                risk == null ? null : risk.probability(),
                prior(rollout),
                risk == null ? null : risk.likelihoodRatio(),
                risk == null ? null : new Interval(risk.low(), risk.high()),
                verdict.reasons().stream()
                        .map(reason -> Views.reason(reason, follower.crashes()))
                        .toList(),
                computed == null ? Coverage.empty() : Views.coverage(computed.evidence()),
                computed == null ? null : Views.exposure(computed.evidence()),
                computed == null
                        ? null
                        : Views.smallestEffect(computed.evidence().judgement()),
                Views.blocking(verdict.reasons(), computed, policy()),
                WouldChange.of(verdict, latched),
                decision == Decision.STOP && computed != null ? patched(computed) : List.of(),
                policy().useModel() ? Views.model(follower.model()) : null,
                lookedAt,
                decision == Decision.PROCEED ? lookedAt.plusSeconds((long) policy().validSeconds()) : null,
                lookedAt.plus(interval),
                latched,
                answer == null ? null : answer.override());
    }

    private static List<HostId> patched(io.patchrisk.model.assess.Assessment computed) {
        return computed.evidence().members().stream()
                .filter(Answers::undoable)
                .map(member -> member.host().host())
                .sorted()
                .toList();
    }

    private static boolean undoable(Member member) {
        Attempt attempt = member.attempt();
        return attempt != null
                && switch (attempt.state()) {
                    case PATCHED, IN_TRANSITION, INSTANT_UNKNOWN -> true;
                    case REVERTED, ROLLED_BACK, REFUSED, CUT_OFF -> false;
                };
    }
}
