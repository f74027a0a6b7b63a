// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.desk;

import org.jspecify.annotations.Nullable;

/**
 * Which hosts of a rollout are wanted; null asks for all.
 *
 * @param wave of this wave
 * @param state in this patch state
 * @param observation seen so well
 * @param contains whose id holds this text, in any case
 */
public record MemberQuery(
        @Nullable WaveName wave,
        @Nullable PatchState state,
        @Nullable Observation observation,
        @Nullable String contains,
        Slice slice) {}
