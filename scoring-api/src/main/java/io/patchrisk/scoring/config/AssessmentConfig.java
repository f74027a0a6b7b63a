// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.config;

import java.time.Duration;

/**
 * When rollouts are looked at, and how far back.
 *
 * @param interval time between two looks at a rollout
 * @param before length of the window before a host's patch instant
 * @param watch how long a finished rollout is still watched
 * @param silentAfter a host from which nothing came for so long is silent
 * @param noveltyHistory how far back a kernel event must not have been seen to be new
 * @param reapplied uptime below which a live patch that appears was there before the boot
 */
public record AssessmentConfig(
        Duration interval,
        Duration before,
        Duration watch,
        Duration silentAfter,
        Duration noveltyHistory,
        Duration reapplied) {}
