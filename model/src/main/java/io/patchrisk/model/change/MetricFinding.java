// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.change;

import io.patchrisk.model.judge.Aspect;

/**
 * What one metric did on the changed hosts, in deviates that placebos have widened where chance is wide.
 *
 * @param metric its name, for people
 * @param hosts changed hosts with data
 * @param controls unchanged hosts with data
 * @param level the strongest of step, late step and ramp, without sign
 * @param aspect which of them it is
 * @param spread of the swings, positive when wider
 * @param first of the farthest of the first three samples
 * @param pair of the farthest two neighbours among them
 * @param settled distance of the median after from the one before, in units of noise
 * @param far logarithm of one more than that distance over what the controls show
 * @param was median before, in the metric's unit, of the median host
 * @param is median after
 * @param exceeded how many controls moved less, in the same aspect
 * @param begin samples from the change to where the step fits best
 */
record MetricFinding(
        String metric,
        int hosts,
        int controls,
        double level,
        Aspect aspect,
        double spread,
        double first,
        double pair,
        double settled,
        double far,
        double was,
        double is,
        int exceeded,
        int begin) {

    /** The strongest deviate for wider swings, a level or an excursion that begins at once. */
    double strongest() {
        return Math.max(Math.max(level, spread), controlled() ? 0 : Math.max(first, pair));
    }

    boolean controlled() {
        return controls >= Reference.FEWEST;
    }
}
