// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.fact;

/** How a signal's values behave, and with it which statistic fits. */
public enum Shape {
    /** A value at an instant or a rate that is seldom zero; compared as it is. */
    LEVEL,
    /** Positive and skewed, such as durations and queue lengths; compared as logarithms. */
    SKEWED,
    /** Events a second that are mostly none; compared as counts. */
    RARE
}
