// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.signal;

/** Why something that was scraped gave no value. */
public enum Discard {
    /** A selected sample was NaN or infinite. */
    NOT_FINITE,
    /** A counter fell. */
    COUNTER_FELL,
    /** Series of a sum came or went between two scrapes, so that its growth says nothing. */
    SERIES_CHANGED,
    /** The scrape before is too long ago. */
    GAP,
    /** No time passed since the scrape before: the same answer again, or a clock that stands still or went back. */
    NO_TIME_PASSED,
    /** A live-patch state without a usable patch name, not 0 or 1, or beyond the bound. */
    PATCH_STATE
}
