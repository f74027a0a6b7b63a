// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.crash;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a crash left behind in one place, and how complete it is.
 *
 * @param family who wrote it
 * @param path where it lies
 * @param time when the kernel crashed; null when nothing tells
 * @param release kernel release; null when it is not known
 * @param complete whether a whole dump, or a whole record, is there
 * @param why what is there or missing, in a few words
 * @param files its files
 * @param filesLeftOut files beyond those listed
 * @param dump what the dump's header says; null where none was read
 */
public record CrashEvidence(
        CrashFamily family,
        String path,
        @Nullable CrashTime time,
        @Nullable String release,
        boolean complete,
        String why,
        List<CrashFile> files,
        int filesLeftOut,
        @Nullable DumpHeader dump) {

    public CrashEvidence {
        files = List.copyOf(files);
    }

    /** What follows from what was seen. */
    public static CrashEvidence of(CrashReport report) {
        DumpHeader dump = report.dump();
        String release = report.release() != null
                ? report.release()
                : dump != null && dump.release() != null
                        ? dump.release()
                        : report.readme().get("kernel version");
        Completeness state = Completeness.of(report);
        return new CrashEvidence(
                Completeness.family(report),
                Shown.text(report.path()),
                CrashDating.of(report),
                release == null ? null : Shown.text(release),
                state.complete(),
                Shown.text(state.why()),
                report.files(),
                report.filesLeftOut(),
                dump);
    }

    /** Size of all listed files together. */
    public long bytes() {
        return files.stream().mapToLong(CrashFile::bytes).sum();
    }

    /** The last part of the path, which tells one crash of a host from another. */
    public String name() {
        return path.substring(path.lastIndexOf('/', path.length() - 2) + 1);
    }
}
