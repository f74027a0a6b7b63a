// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.rollout;

import io.patchrisk.model.assess.Assessment;
import io.patchrisk.model.assess.Assessor;
import io.patchrisk.model.assess.Course;
import io.patchrisk.model.fact.Seconds;
import io.patchrisk.model.policy.Decision;
import io.patchrisk.model.policy.Reason;
import io.patchrisk.model.policy.ReasonCode;
import io.patchrisk.model.policy.Verdict;
import io.patchrisk.model.risk.Risk;
import io.patchrisk.scoring.desk.DecisionChange;
import io.patchrisk.scoring.desk.LookView;
import io.patchrisk.scoring.desk.WaveName;
import io.patchrisk.scoring.fleet.RolloutState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One scope that is looked at again and again: what was found last, and what all looks so far amount to. */
final class Followed {

    private final Assessor assessor;
    private final Duration apart;
    private Course course;
    private @Nullable Assessment last;
    private Instant lookedAt;
    private @Nullable Instant stopClearedAt;
    private @Nullable Told told;
    private final LookCourse looks = new LookCourse();

    /** What the history says last. */
    private record Told(Decision decision, String code) {}

    /** @param apart how far apart two looks must be for the second to confirm the first */
    Followed(Assessor assessor, RolloutState rollout, @Nullable WaveName wave, Duration apart, Instant now) {
        this.assessor = assessor;
        this.apart = apart;
        this.lookedAt = now;
        this.stopClearedAt = rollout.stopClearedAt();
        DecisionChange stop = rollout.latched(wave);
        this.course = stop == null ? Course.start(Seconds.of(now)) : latched(stop);
        // Of the looks before a restart, those that changed something are in the history.
        rollout.changes().stream()
                .filter(change -> change.by() == null && Objects.equals(change.wave(), wave))
                .map(change -> new LookView(change.at(), change.decision(), change.risk(), null, null, null, null))
                .forEach(looks::add);
        DecisionChange newest = rollout.newest(wave);
        this.told = newest == null
                ? null
                : new Told(newest.decision(), newest.reasons().get(0).code());
    }

    /** A stop that was reached before a restart still holds. */
    private static Course latched(DecisionChange stop) {
        return new Course(
                new Verdict(
                        Decision.STOP,
                        stop.reasons().stream().map(Followed::reason).toList()),
                false,
                Seconds.of(stop.at()));
    }

    private static Reason reason(io.patchrisk.scoring.desk.Reason stored) {
        return new Reason(ReasonCode.valueOf(stored.code().toUpperCase(Locale.ROOT)), stored.text(), stored.evidence());
    }

    Assessor assessor() {
        return assessor;
    }

    /** Takes a new look in; tells whether the answer is another one than was told last. */
    boolean take(Assessment newest, RolloutState rollout, Instant now) {
        Instant cleared = rollout.stopClearedAt();
        double seconds = Seconds.of(now);
        if (!Objects.equals(cleared, stopClearedAt)) {
            stopClearedAt = cleared;
            course = Course.start(seconds);
        }
        last = newest;
        if (!tooSoonToConfirm(newest.verdict(), now)) {
            course = course.next(newest.verdict(), seconds);
            lookedAt = now;
        }
        looks.add(look(newest, now));
        Told answer =
                new Told(course.verdict().decision(), reasons().get(0).code().word());
        boolean another = !answer.equals(told);
        told = answer;
        return another;
    }

    private LookView look(Assessment newest, Instant now) {
        Risk risk = newest.evidence().risk();
        return new LookView(
                now,
                course.verdict().decision(),
                risk == null ? null : risk.probability(),
                risk == null ? null : risk.low(),
                risk == null ? null : risk.high(),
                newest.evidence().judgement().patchedHosts(),
                newest.evidence().judgement().controlHosts());
    }

    /** How the looks went, the oldest first. */
    List<LookView> looks() {
        return looks.looks();
    }

    /** A look that somebody asked for right after the last one has seen nothing new. */
    private boolean tooSoonToConfirm(Verdict newest, Instant now) {
        return course.wouldProceed()
                && course.verdict().decision() != Decision.PROCEED
                && newest.decision() == Decision.PROCEED
                && now.isBefore(lookedAt.plus(apart));
    }

    Course course() {
        return course;
    }

    @Nullable
    Assessment last() {
        return last;
    }

    Instant lookedAt() {
        return lookedAt;
    }

    List<Reason> reasons() {
        return course.verdict().reasons();
    }
}
