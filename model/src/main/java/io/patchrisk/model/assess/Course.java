// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.assess;

import io.patchrisk.model.policy.Decision;
import io.patchrisk.model.policy.Reason;
import io.patchrisk.model.policy.ReasonCode;
import io.patchrisk.model.policy.Verdict;
import java.util.List;

/**
 * What a rollout's assessments so far amount to: a stop latches, and a proceed needs two looks in a row.
 *
 * @param verdict what is answered
 * @param wouldProceed whether the newest look found nothing against going on
 * @param since seconds since the epoch at which the answered decision was first reached and has held
 */
public record Course(Verdict verdict, boolean wouldProceed, double since) {

    /** Before the first assessment. */
    public static Course start(double now) {
        return new Course(Verdict.of(List.of(Reason.of(ReasonCode.NO_DATA, "not assessed yet"))), false, now);
    }

    /** The course after one more verdict. */
    public Course next(Verdict newest, double now) {
        if (verdict.decision() == Decision.STOP) {
            return newest.decision() == Decision.STOP ? new Course(newest, false, since) : this;
        }
        boolean proceeds = newest.decision() == Decision.PROCEED;
        Verdict answered = proceeds && !wouldProceed
                ? Verdict.of(List.of(Reason.of(ReasonCode.CONFIRMING, ReasonCode.CONFIRMING.meaning())))
                : newest;
        return new Course(answered, proceeds, answered.decision() == verdict.decision() ? since : now);
    }
}
