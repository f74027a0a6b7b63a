// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.rollout;

import io.patchrisk.model.fact.HostId;
import io.patchrisk.scoring.desk.Assessment;
import io.patchrisk.scoring.desk.Mode;
import io.patchrisk.scoring.desk.Problem;
import io.patchrisk.scoring.desk.ProblemException;
import io.patchrisk.scoring.desk.Reason;
import io.patchrisk.scoring.desk.RolloutId;
import io.patchrisk.scoring.desk.WaveName;
import io.patchrisk.scoring.desk.WavePlan;
import io.patchrisk.scoring.fleet.Fleet;
import io.patchrisk.scoring.fleet.RolloutState;
import io.vertx.core.Future;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is said of the risk of a rollout, a wave or a host, and of going on. */
final class Risks {

    private final Fleet fleet;
    private final Follower follower;
    private final Gate gate;
    private final Answers answers;
    private final Clerk clerk;

    Risks(Fleet fleet, Follower follower, Gate gate, Answers answers, Clerk clerk) {
        this.fleet = fleet;
        this.follower = follower;
        this.gate = gate;
        this.answers = answers;
        this.clerk = clerk;
    }

    Assessment of(RolloutState rollout, Instant now) {
        return of(rollout, null, now);
    }

    Assessment ofWave(RolloutState rollout, WaveName wave, Instant now) {
        if (find(rollout, wave) == null) {
            throw new ProblemException(Problem.unknown("wave", wave.value(), ""));
        }
        return of(rollout, wave, now);
    }

    private Assessment of(RolloutState rollout, @Nullable WaveName wave, Instant now) {
        return answers.of(rollout, wave, follower.find(new Scope(rollout.id(), wave)), now);
    }

    Future<Assessment> ofHost(HostId host, Instant now) {
        RolloutState rollout = rolloutOf(host);
        return rollout == null
                ? Future.succeededFuture(Assessment.unknown(
                        null,
                        null,
                        Mode.ADVISORY,
                        follower.policy().priorHarm(),
                        Reason.of("not_in_rollout", "this host is in no rollout"),
                        now))
                : follower.assessHost(rollout, host).map(one -> answers.of(rollout, host, one, now));
    }

    /** The answer of the gate. What nobody knows is unknown, and no error. */
    Assessment gate(RolloutId rollout, @Nullable WaveName wave, Instant now) {
        RolloutState state = fleet.rollout(rollout);
        double prior = follower.policy().priorHarm();
        if (state == null) {
            return Assessment.unknownRollout(rollout, wave, clerk.nearest("rollout", rollout.value()), prior, now);
        }
        WavePlan plan = wave == null ? null : find(state, wave);
        if (wave != null && plan == null) {
            return Assessment.unknown(
                    rollout,
                    wave,
                    state.declaration().mode(),
                    prior,
                    Reason.of("unknown_wave", "the rollout has no wave named " + Problem.quote(wave.value())),
                    now);
        }
        return answers.of(state, gate.answer(state, plan, now));
    }

    /** The newest rollout that is about a host. */
    @Nullable
    RolloutState rolloutOf(HostId host) {
        RolloutState newest = null;
        for (RolloutState rollout : fleet.rollouts()) {
            if (follower.cohorts().members(rollout, fleet.patchOf(rollout)).contains(host)) {
                newest = rollout;
            }
        }
        return newest;
    }

    private static @Nullable WavePlan find(RolloutState rollout, WaveName wave) {
        return rollout.declaration().waves().stream()
                .filter(plan -> plan.name().equals(wave))
                .findFirst()
                .orElse(null);
    }
}
