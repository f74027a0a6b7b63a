// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.desk;

import io.patchrisk.model.policy.Decision;
import java.time.Instant;

/**
 * A person's decision that stands in for the computed one until it expires.
 *
 * @param decision what they decided
 * @param by their name
 * @param reason why
 * @param expiresAt when the computed decision holds again
 */
public record StandingOverride(Decision decision, String by, String reason, Instant expiresAt) {}
