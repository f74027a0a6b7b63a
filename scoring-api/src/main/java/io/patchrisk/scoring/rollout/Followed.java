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
import io.patchrisk.scoring.desk.DecisionChange;
import io.patchrisk.scoring.desk.WaveName;
import io.patchrisk.scoring.fleet.RolloutState;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One scope that is looked at again and again: what was found last, and what all looks so far amount to. */
final class Followed {

    private final Assessor assessor;
    private Course course;
    private @Nullable Assessment last;
    private Instant lookedAt;
    private @Nullable Instant stopClearedAt;

    Followed(Assessor assessor, RolloutState rollout, @Nullable WaveName wave, Instant now) {
        this.assessor = assessor;
        this.lookedAt = now;
        this.stopClearedAt = rollout.stopClearedAt();
        this.course = latched(rollout, wave, now);
    }

    /** A stop that was reached before a restart still holds. */
    private static Course latched(RolloutState rollout, @Nullable WaveName wave, Instant now) {
        double seconds = Seconds.of(now);
        Course course = Course.start(seconds);
        Instant cleared = rollout.stopClearedAt();
        for (DecisionChange change : rollout.changes()) {
            boolean ours = change.by() == null && Objects.equals(change.wave(), wave);
            boolean counts = cleared == null || change.at().isAfter(cleared);
            if (ours && counts && change.decision() == Decision.STOP) {
                course = new Course(
                        Verdict.of(
                                change.reasons().stream().map(Followed::reason).toList()),
                        false,
                        Seconds.of(change.at()));
            }
        }
        return course;
    }

    private static Reason reason(io.patchrisk.scoring.desk.Reason stored) {
        return new Reason(ReasonCode.valueOf(stored.code().toUpperCase(Locale.ROOT)), stored.text(), stored.evidence());
    }

    Assessor assessor() {
        return assessor;
    }

    /** Takes a new look in; tells whether the answer became another one. */
    boolean take(Assessment newest, RolloutState rollout, Instant now) {
        Instant cleared = rollout.stopClearedAt();
        double seconds = Seconds.of(now);
        if (!Objects.equals(cleared, stopClearedAt)) {
            stopClearedAt = cleared;
            course = Course.start(seconds);
        }
        Verdict before = course.verdict();
        course = course.next(newest.verdict(), seconds);
        last = newest;
        lookedAt = now;
        Verdict after = course.verdict();
        return before.decision() != after.decision()
                || before.reasons().get(0).code() != after.reasons().get(0).code();
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
