// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.crash;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is seen of one crash, on the spot or as a host tells it, before anything is concluded.
 *
 * @param path where it lies, on the machine where it was seen
 * @param family who wrote it, where that is known; null to tell by the names
 * @param files its files, at most {@link #MOST_FILES}
 * @param filesLeftOut files beyond them
 * @param readme what SUSE's README says, by key in lower case
 * @param crashedAt when it crashed, as the crashed kernel said; null when that is not known
 * @param savedAt when the log, or else the dump, was written; null when that is not known
 * @param recorded whether {@code savedAt} is the kernel's own time of a pstore record
 * @param release kernel release; null when it is not known
 * @param dump what the dump's header says; null where none was read
 */
public record CrashReport(
        String path,
        @Nullable CrashFamily family,
        List<CrashFile> files,
        int filesLeftOut,
        Map<String, String> readme,
        @Nullable Instant crashedAt,
        @Nullable Instant savedAt,
        boolean recorded,
        @Nullable String release,
        @Nullable DumpHeader dump) {

    /** Most files that are listed of one crash. */
    public static final int MOST_FILES = 200;

    public CrashReport {
        files = List.copyOf(files);
        readme = Map.copyOf(readme);
    }

    /** The last part of the path: the same wherever the directory is mounted. */
    public String name() {
        String trimmed = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        return trimmed.substring(trimmed.lastIndexOf('/') + 1);
    }
}
