// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.crash;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A directory with one crash in it. */
final class CrashFolder {

    /** Where the banner of a boot stands, if the log reaches back that far. */
    private static final int HEAD = 4096;

    /** What ABRT calls kernel problems in its files {@code type} and {@code analyzer}. */
    private static final Set<String> KERNEL = Set.of("vmcore", "kerneloops");

    private CrashFolder() {}

    static boolean isOne(Folder folder) {
        return folder.has(role -> role.isDump() || role.isLog()) || abrt(folder) || readme(folder);
    }

    static FoundCrash read(Folder folder, List<String> within, Map<String, Integer> passedOver) {
        Folder.Entry log = log(folder);
        Folder.Entry dump = dump(folder);
        DumpHeader header = header(dump, passedOver);
        boolean abrt = abrt(folder);
        Instant saved = log != null ? log.modified() : dump == null ? null : dump.modified();
        CrashReport report = new CrashReport(
                folder.path().toString(),
                abrt ? CrashFamily.ABRT : null,
                folder.listing(),
                folder.leftOut(),
                SuseReadme.read(
                        text(folder, "README.txt", SuseReadme.LONGEST).lines().toList()),
                header == null ? null : header.crashedAt(),
                saved,
                false,
                release(folder, log, abrt),
                header);
        return new FoundCrash(
                CrashEvidence.of(report),
                within,
                log == null ? null : new FoundCrash.LogFile(log.path()),
                dump != null && dump.file().role() == FileRole.DUMP ? dump.path() : null);
    }

    private static @Nullable String release(Folder folder, Folder.@Nullable Entry log, boolean abrt) {
        String kernel = abrt ? text(folder, "kernel", 256).strip() : "";
        if (!kernel.isEmpty()) {
            return kernel;
        }
        return log == null ? null : CrashText.release(text(folder, log.file().name(), HEAD));
    }

    private static Folder.@Nullable Entry log(Folder folder) {
        return folder.files().stream()
                .filter(entry -> entry.file().bytes() > 0)
                .filter(entry -> entry.file().role().isLog() || named(entry, "backtrace"))
                .min(Comparator.comparing(entry -> entry.file().role()))
                .orElse(null);
    }

    private static Folder.@Nullable Entry dump(Folder folder) {
        return folder.files().stream()
                .filter(entry -> entry.file().role().isDump())
                .min(Comparator.comparing(entry -> entry.file().role()))
                .orElse(null);
    }

    private static @Nullable DumpHeader header(Folder.@Nullable Entry dump, Map<String, Integer> passedOver) {
        try {
            return dump == null || dump.file().bytes() == 0 ? null : DumpHeaderReader.read(dump.path());
        } catch (IOException e) {
            Folder.count(passedOver, "unreadable");
            return null;
        }
    }

    private static boolean abrt(Folder folder) {
        return KERNEL.contains(text(folder, "type", 32).strip().toLowerCase(Locale.ROOT))
                || KERNEL.contains(text(folder, "analyzer", 32).strip().toLowerCase(Locale.ROOT));
    }

    /** Any folder may hold a README; SUSE's says what became of a dump. */
    private static boolean readme(Folder folder) {
        return SuseReadme.read(
                        text(folder, "README.txt", SuseReadme.LONGEST).lines().toList())
                .keySet()
                .stream()
                .anyMatch(Set.of("vmcore status", "dump level", "crash time")::contains);
    }

    /** The beginning of a file; empty when there is none that can be read. */
    private static String text(Folder folder, String name, int most) {
        Path file = folder.files().stream()
                .filter(entry -> named(entry, name))
                .map(Folder.Entry::path)
                .findFirst()
                .orElse(null);
        try {
            return file == null ? "" : SmallFile.head(file, most);
        } catch (IOException e) {
            // What it would have said is missing from the evidence; the file is listed with its size.
            return "";
        }
    }

    private static boolean named(Folder.Entry entry, String name) {
        return entry.file().name().equals(name);
    }
}
