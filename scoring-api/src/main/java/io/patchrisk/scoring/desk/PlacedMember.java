// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.desk;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

/**
 * A host of a rollout and its wave.
 *
 * @param wave its wave
 * @param member the host; its fields stand beside the wave
 */
public record PlacedMember(WaveName wave, @JsonUnwrapped RolloutView.Member member) {}
