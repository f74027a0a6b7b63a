// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.desk;

import io.patchrisk.model.policy.Decision;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a named person does to a rollout.
 *
 * @param action what
 * @param by their name
 * @param reason why
 * @param expiresAt when it ceases to hold; never null for {@code OVERRIDE} and {@code KNOW_FINGERPRINT}
 * @param decision the decision to give; never null for {@code OVERRIDE}
 * @param fingerprint the fault that is known; never null for {@code KNOW_FINGERPRINT}
 */
public record OperatorAction(
        Action action,
        String by,
        String reason,
        @Nullable Instant expiresAt,
        @Nullable Decision decision,
        @Nullable String fingerprint) {

    /** What people can do. */
    public enum Action {
        STOP,
        PAUSE,
        RESUME,
        OVERRIDE,
        CLEAR_STOP,
        KNOW_FINGERPRINT
    }
}
