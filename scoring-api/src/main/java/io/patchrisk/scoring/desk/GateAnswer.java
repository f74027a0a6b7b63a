// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.desk;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.patchrisk.model.policy.Decision;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a rollout tool is told. Every field is always there, so that a tool that picks one never finds it missing.
 *
 * @param proceed whether the decision is proceed, for tools that can only test a truth value
 * @param enforced whether the rollout is enforcing
 * @param wouldHave the decision again when the rollout is advisory, else null
 * @param assessment the decision and what it rests on; its fields stand beside these
 * @param retryAfterS seconds after which asking again makes sense; null when nothing will change by itself
 * @param requestId names this answer in logs and reports
 */
@JsonPropertyOrder({"decision", "proceed", "enforced", "would_have", "retry_after_s", "request_id"})
public record GateAnswer(
        boolean proceed,
        boolean enforced,
        @Nullable Decision wouldHave,
        @JsonUnwrapped @JsonIgnoreProperties("decision") Assessment assessment,
        @Nullable Long retryAfterS,
        String requestId) {

    /** The answer at {@code now} to the request named {@code requestId}. */
    public static GateAnswer of(Assessment assessed, Instant now, String requestId) {
        Assessment read = assessed.readAt(now);
        boolean advisory = read.mode() == Mode.ADVISORY;
        return new GateAnswer(
                read.decision() == Decision.PROCEED,
                !advisory,
                advisory ? read.decision() : null,
                read,
                secondsUntil(read.nextLookAt(), now),
                requestId);
    }

    /** The decision at the moment of the answer. */
    @JsonProperty
    public Decision decision() {
        return assessment.decision();
    }

    private static @Nullable Long secondsUntil(@Nullable Instant nextLook, Instant now) {
        return nextLook == null
                ? null
                : Math.max(1, Duration.between(now, nextLook).toSeconds());
    }
}
