// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.rollout;

import io.patchrisk.scoring.desk.RolloutId;
import io.patchrisk.scoring.desk.WaveName;
import org.jspecify.annotations.Nullable;

/**
 * What an assessment is about: a whole rollout, or one of its waves.
 *
 * @param wave null for the rollout
 */
record Scope(RolloutId rollout, @Nullable WaveName wave) {}
