// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.crash;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the first kilobytes of a dump say of it; its memory is not read.
 *
 * @param format how it is written
 * @param flattened whether it is in the order in which makedumpfile sends it over ssh
 * @param compression how pages are packed: zlib, lzo, snappy, zstd, several joined by a plus sign, or none
 * @param incomplete whether the header itself says that pages are missing
 * @param release kernel release
 * @param version kernel version, with the build's date
 * @param machine architecture
 * @param node host name at the time of the crash
 * @param crashedAt when it crashed
 */
public record DumpHeader(
        Format format,
        boolean flattened,
        String compression,
        boolean incomplete,
        @Nullable String release,
        @Nullable String version,
        @Nullable String machine,
        @Nullable String node,
        @Nullable Instant crashedAt) {

    /** How a dump is written. */
    public enum Format {
        /** A core file with VMCOREINFO among its notes. */
        ELF,
        /** What makedumpfile writes by default. */
        KDUMP,
        /** The oldest of makedumpfile's formats. */
        DISKDUMP,
        /** Begins like none of these: packed from outside, raw, or not a dump. */
        UNKNOWN
    }

    /** A file that begins like no dump. */
    static final DumpHeader UNREADABLE =
            new DumpHeader(Format.UNKNOWN, false, "unknown", false, null, null, null, null, null);
}
