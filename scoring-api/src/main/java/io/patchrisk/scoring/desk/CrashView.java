// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.desk;

import io.patchrisk.collector.crash.CrashFamily;
import io.patchrisk.collector.crash.CrashFile;
import io.patchrisk.collector.crash.CrashTime;
import io.patchrisk.collector.crash.DumpHeader;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a crash of a host left behind. The service never moves or deletes any of it.
 *
 * @param family who wrote it
 * @param path where it lies, on the machine that told it
 * @param crashedAt when the kernel crashed
 * @param errorSeconds by how much that may be wrong
 * @param timeFrom what tells it
 * @param release kernel release; null when it is not known
 * @param complete whether a whole dump, or a whole record, is there
 * @param why what is there or missing
 * @param bytes size of the listed files together
 * @param files its files
 * @param filesLeftOut files beyond those listed
 * @param dump what the dump's header says; null where it was not read
 * @param toldAt when it was told last
 * @param lines lines of its log
 * @param events reports in its log
 */
public record CrashView(
        CrashFamily family,
        String path,
        Instant crashedAt,
        double errorSeconds,
        CrashTime.Source timeFrom,
        @Nullable String release,
        boolean complete,
        String why,
        long bytes,
        List<CrashFile> files,
        int filesLeftOut,
        @Nullable DumpHeader dump,
        Instant toldAt,
        int lines,
        List<Event> events) {

    /** A report in the log of a crash. */
    public record Event(String title, String fingerprint) {}

    public CrashView {
        files = List.copyOf(files);
        events = List.copyOf(events);
    }
}
