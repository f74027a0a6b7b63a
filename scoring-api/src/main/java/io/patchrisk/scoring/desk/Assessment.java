// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.desk;

import io.patchrisk.model.fact.HostId;
import io.patchrisk.model.policy.Decision;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was decided of a host, a wave or a rollout, with everything it rests on. Also the answer to every question for a risk.
 *
 * @param rollout the rollout; null for a host that is in none
 * @param wave the wave; null when the rollout as a whole or a single host was assessed
 * @param host the host; null unless a single host was assessed
 * @param patch the patch; null when it is not known
 * @param mode whether the rollout's gate binds
 * @param decision the decision, overrides and latches included
 * @param basis what it rests on
 * @param risk probability 0..1 that going on harms the fleet; null when nothing could be computed
 * @param priorHarm probability of harm before any evidence
 * @param likelihoodRatio how much more probable the evidence is under harm; null when there is none
 * @param interval range of {@code risk}; null when {@code risk} is
 * @param reasons why, the strictest first; never empty
 * @param coverage how well the hosts were observed
 * @param exposure how much the patch was exercised; null before any host is patched
 * @param smallestEffectSeen smallest effect, in units of the hosts' own noise, that could have been seen; null when none could
 * @param blocking what is missing before it can say proceed
 * @param wouldChange what would change this decision, one sentence each
 * @param rollbackHosts hosts on which the patch should be undone
 * @param model the model; null when rules alone decided
 * @param decidedAt when this decision was reached
 * @param validUntil after it the decision reads unknown; null when it does not expire
 * @param nextLookAt when it is computed again; null when it will not be
 * @param latched whether only a named person can change it
 * @param override a person's standing decision; null when there is none
 */
public record Assessment(
        @Nullable RolloutId rollout,
        @Nullable WaveName wave,
        @Nullable HostId host,
        @Nullable String patch,
        Mode mode,
        Decision decision,
        Basis basis,
        @Nullable Double risk,
        double priorHarm,
        @Nullable Double likelihoodRatio,
        @Nullable Interval interval,
        List<Reason> reasons,
        Coverage coverage,
        @Nullable Exposure exposure,
        @Nullable Double smallestEffectSeen,
        List<Blocking> blocking,
        List<String> wouldChange,
        List<HostId> rollbackHosts,
        @Nullable ModelRef model,
        Instant decidedAt,
        @Nullable Instant validUntil,
        @Nullable Instant nextLookAt,
        boolean latched,
        @Nullable StandingOverride override) {

    public Assessment {
        reasons = List.copyOf(reasons);
        blocking = List.copyOf(blocking);
        wouldChange = List.copyOf(wouldChange);
        rollbackHosts = List.copyOf(rollbackHosts);
        if (reasons.isEmpty()) {
            throw new IllegalArgumentException("an assessment needs at least one reason");
        }
    }

    /** Nothing can be said of this rollout and wave, for the one given reason. */
    public static Assessment unknown(
            @Nullable RolloutId rollout,
            @Nullable WaveName wave,
            Mode mode,
            double priorHarm,
            Reason reason,
            Instant now) {
        return new Assessment(
                rollout,
                wave,
                null,
                null,
                mode,
                Decision.UNKNOWN,
                Basis.PREFLIGHT,
                null,
                priorHarm,
                null,
                null,
                List.of(reason),
                Coverage.empty(),
                null,
                null,
                List.of(),
                List.of(),
                List.of(),
                null,
                now,
                null,
                null,
                false,
                null);
    }

    /**
     * There is no such rollout. It counts as enforcing, so that a tool that asks to enforce is not let pass.
     *
     * @param nearest the most similar name there is; empty if none is
     */
    public static Assessment unknownRollout(
            RolloutId rollout, @Nullable WaveName wave, String nearest, double priorHarm, Instant now) {
        Problem problem = Problem.unknown("rollout", rollout.value(), nearest);
        Reason reason = new Reason(problem.code(), problem.detail(), problem.extensions());
        return unknown(rollout, wave, Mode.ENFORCING, priorHarm, reason, now);
    }

    /** This assessment as it reads at {@code now}: a proceed whose time ran out is unknown. */
    public Assessment readAt(Instant now) {
        if (decision != Decision.PROCEED || validUntil == null || now.isBefore(validUntil)) {
            return this;
        }
        List<Reason> expired = new ArrayList<>();
        expired.add(new Reason(
                "expired",
                "This proceed was valid until " + validUntil + " and was not renewed; the assessment is late.",
                Map.of("valid_until", validUntil.toString())));
        expired.addAll(reasons);
        return new Assessment(
                rollout,
                wave,
                host,
                patch,
                mode,
                Decision.UNKNOWN,
                basis,
                risk,
                priorHarm,
                likelihoodRatio,
                interval,
                expired,
                coverage,
                exposure,
                smallestEffectSeen,
                blocking,
                wouldChange,
                rollbackHosts,
                model,
                decidedAt,
                validUntil,
                nextLookAt,
                latched,
                override);
    }
}
