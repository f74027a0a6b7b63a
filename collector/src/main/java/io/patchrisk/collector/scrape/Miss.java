// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.scrape;

/** Why a look at a host gave no reading. */
public enum Miss {
    UNREACHABLE,
    TIMEOUT,
    /** The answer broke off, or its last line has no line feed. */
    CUT,
    TOO_LARGE,
    /** The status was not 200; redirects are not followed. */
    STATUS,
    /** The answer is HTML, is empty, or holds no metric that the catalogue knows. */
    NOT_METRICS,
    /** Too many hosts or bodies were being dealt with. */
    BUSY,
    /** Whoever takes the readings did not take this one. */
    NOT_TAKEN;

    /** Whether it was we who were at fault; it then says nothing of the host. */
    public boolean ours() {
        return this == BUSY || this == NOT_TAKEN;
    }
}
