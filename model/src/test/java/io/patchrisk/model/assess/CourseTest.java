// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.assess;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchrisk.model.policy.Decision;
import io.patchrisk.model.policy.Reason;
import io.patchrisk.model.policy.ReasonCode;
import io.patchrisk.model.policy.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

class CourseTest {

    private Course course = Course.start(100);

    @Test
    void beginsWithUnknown() {
        assertThat(course.verdict().decision()).isEqualTo(Decision.UNKNOWN);
        assertThat(course.since()).isEqualTo(100);
    }

    @Test
    void proceedsAtTheSecondLookInARow() {
        look(ReasonCode.NOTHING_FOUND, 110);
        assertThat(course.verdict().reasons()).extracting(Reason::code).containsExactly(ReasonCode.CONFIRMING);
        assertThat(course.verdict().decision()).isEqualTo(Decision.HOLD);

        look(ReasonCode.NOTHING_FOUND, 120);
        assertThat(course.verdict().decision()).isEqualTo(Decision.PROCEED);
        assertThat(course.since()).isEqualTo(120);

        look(ReasonCode.NOTHING_FOUND, 130);
        assertThat(course.since()).isEqualTo(120);
    }

    @Test
    void confirmsAnewAfterAnyInterruption() {
        look(ReasonCode.NOTHING_FOUND, 110);
        look(ReasonCode.COVERAGE, 120);
        look(ReasonCode.NOTHING_FOUND, 130);

        assertThat(course.verdict().decision()).isEqualTo(Decision.HOLD);
    }

    @Test
    void keepsAStopWhateverComesAfter() {
        look(ReasonCode.CRASH_ATTRIBUTED, 110);
        look(ReasonCode.NOTHING_FOUND, 120);
        look(ReasonCode.NOTHING_FOUND, 130);
        look(ReasonCode.NO_DATA, 140);

        assertThat(course.verdict().decision()).isEqualTo(Decision.STOP);
        assertThat(course.verdict().reasons()).extracting(Reason::code).containsExactly(ReasonCode.CRASH_ATTRIBUTED);
        assertThat(course.since()).isEqualTo(110);
    }

    @Test
    void takesNewReasonsOfAStopButNotANewBeginning() {
        look(ReasonCode.SYMPTOM_MOVED, 110);
        look(ReasonCode.CRASH_ATTRIBUTED, 120);

        assertThat(course.verdict().reasons()).extracting(Reason::code).containsExactly(ReasonCode.CRASH_ATTRIBUTED);
        assertThat(course.since()).isEqualTo(110);
    }

    @Test
    void countsTheTimeOfADecisionFromItsFirstReason() {
        look(ReasonCode.SOAKING, 110);
        look(ReasonCode.UNDERPOWERED, 120);

        assertThat(course.since()).isEqualTo(110);
    }

    private void look(ReasonCode code, double now) {
        Verdict verdict = code == ReasonCode.NOTHING_FOUND
                ? Verdict.of(List.of())
                : Verdict.of(List.of(Reason.of(code, "because")));
        course = course.next(verdict, now);
    }
}
