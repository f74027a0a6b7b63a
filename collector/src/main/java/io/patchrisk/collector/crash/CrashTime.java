// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.crash;

import java.time.Instant;

/**
 * When a kernel crashed, and how sure that is.
 *
 * @param at the instant
 * @param errorSeconds by how much it may be wrong
 * @param source what tells it
 */
public record CrashTime(Instant at, double errorSeconds, Source source) {

    /** What tells the time of a crash, the best first. */
    public enum Source {
        /** The crashed kernel itself: CRASHTIME of VMCOREINFO, or the id of an EFI record. */
        KERNEL,
        /** Lines of the same boot that were heard while it ran, which carry the same stamps. */
        HEARD,
        /** The README of SUSE, whose local time the time of a file puts right. */
        README,
        /** When a pstore record was written. */
        RECORD,
        /** When the log or dump was saved, some time after the crash. */
        FILE,
        /** The name of the directory alone, in a local time that nobody knows. */
        NAME,
        /** When it was told, because nothing else tells. */
        ARRIVAL
    }
}
