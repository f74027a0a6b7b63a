// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.desk;

import org.jspecify.annotations.Nullable;

/**
 * How much the patch was exercised.
 *
 * @param hostMinutes minutes that patched hosts ran the patch, summed over hosts
 * @param workRatio work done since the patch over the hosts' usual work; null when work was not measured
 * @param patchedCalls calls of patched functions; null when they cannot be counted
 */
public record Exposure(
        double hostMinutes,
        @Nullable Double workRatio,
        @Nullable Double patchedCalls) {}
