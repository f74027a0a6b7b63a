// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.desk;

import io.patchrisk.model.policy.Decision;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one look said.
 *
 * @param at when
 * @param decision what it amounted to together with the looks before
 * @param risk probability 0..1; null when nothing could be computed
 * @param low lower end of its range; null when there is none
 * @param high upper end of it
 * @param patched patched hosts that were compared; null where only the decision was kept
 * @param control controls that were compared
 */
public record LookView(
        Instant at,
        Decision decision,
        @Nullable Double risk,
        @Nullable Double low,
        @Nullable Double high,
        @Nullable Integer patched,
        @Nullable Integer control) {}
