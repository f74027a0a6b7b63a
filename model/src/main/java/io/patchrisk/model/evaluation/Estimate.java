// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.evaluation;

import org.jspecify.annotations.Nullable;

/**
 * A figure with the interval in which nineteen of twenty resamplings put it.
 *
 * @param value the figure
 * @param interval where resampling puts it; null where too few resamplings have the figure at all
 */
public record Estimate(double value, @Nullable Interval interval) {

    /**
     * From one value to another.
     *
     * @param low 2.5th percentile
     * @param high 97.5th percentile
     */
    public record Interval(double low, double high) {}
}
