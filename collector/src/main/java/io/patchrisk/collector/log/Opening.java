// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.log;

import io.patchrisk.model.fact.EventKind;
import io.patchrisk.model.fact.Frame;
import org.jspecify.annotations.Nullable;

/**
 * The first line of a report, recognised.
 *
 * @param kind what kind of report begins
 * @param naming how its guilty function is found
 * @param title its title, without the function
 * @param named function that the line itself names; null when it names none
 */
record Opening(
        EventKind kind,
        Naming naming,
        String title,
        @Nullable Frame named) {

    /** How a report's guilty function is found. */
    enum Naming {
        /** The function that the first line names, then the stack. */
        STACK,
        /** The function just above the one that dispatched to it: a CPU that spins may be anywhere below. */
        STALL,
        /** As for a stall, but only what lies below the timer interrupt that noticed it. */
        INTERRUPTED_STALL,
        /** The first function that is not about sleeping; some locks stand for whoever holds them. */
        HUNG,
        /** The function that wanted the lock. */
        LOCK,
        /** The title names no function. */
        NONE
    }

    static Opening of(EventKind kind, Naming naming, String title) {
        return new Opening(kind, naming, title, null);
    }
}
