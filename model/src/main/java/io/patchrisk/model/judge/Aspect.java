// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.judge;

/** In what way a signal moved. */
public enum Aspect {
    /** A step at the patch that stays. */
    STEP,
    /** A step later on, at half or at three quarters of the time since. */
    LATE_STEP,
    /** A rise from the patch on, as of a leak. */
    RAMP,
    /** Wider swings around the same level. */
    SPREAD,
    /** More of the events that are mostly none. */
    COUNT
}
