// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.crash;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Whether a crash directory holds a whole dump, and what is missing.
 *
 * @param complete whether a dump or record is whole
 * @param why in a few words
 */
record Completeness(boolean complete, String why) {

    private static final Pattern DEBIAN = Pattern.compile("(.{1,255}-)?\\d{12}");
    private static final Pattern DEBIAN_FILE = Pattern.compile("(dump|dmesg|vmcore)\\.\\d{12}.*|dump-incomplete.*");

    /** Who wrote it, as far as names tell. */
    static CrashFamily family(CrashReport report) {
        if (report.family() != null) {
            return report.family();
        }
        List<CrashFile> files = report.files();
        if (has(files, FileRole.README) || !report.readme().isEmpty()) {
            return CrashFamily.SUSE;
        }
        if (files.stream().anyMatch(file -> DEBIAN_FILE.matcher(file.name()).matches())
                || DEBIAN.matcher(report.name()).matches()) {
            return CrashFamily.DEBIAN;
        }
        if (files.stream().anyMatch(file -> file.role().isPstore())) {
            return CrashFamily.PSTORE;
        }
        boolean rhel =
                files.stream().anyMatch(file -> file.name().startsWith("vmcore") || file.role() == FileRole.SAVING_LOG);
        return rhel ? CrashFamily.RHEL : CrashFamily.OTHER;
    }

    static Completeness of(CrashReport report) {
        List<CrashFile> files = report.files();
        if (family(report) == CrashFamily.PSTORE) {
            return records(files);
        }
        List<String> missing = new ArrayList<>();
        boolean dump = dump(report, missing);
        if (!has(files, FileRole.LOG)) {
            missing.add(has(files, FileRole.PARTIAL_LOG) ? "its log was not finished" : "it has no log file");
        }
        DumpHeader header = report.dump();
        if (header != null && header.incomplete()) {
            missing.add("the dump's header says that pages are missing");
            dump = false;
        }
        return new Completeness(dump, missing.isEmpty() ? "dump and log are there" : String.join("; ", missing));
    }

    private static boolean dump(CrashReport report, List<String> missing) {
        List<CrashFile> files = report.files();
        String status = report.readme().get("vmcore status");
        boolean whole = files.stream().anyMatch(file -> file.role() == FileRole.DUMP && file.bytes() > 0);
        if (status != null && !status.toLowerCase(Locale.ROOT).startsWith("saved successfully")) {
            missing.add("the dump was not kept: " + status);
            return false;
        }
        if (whole && family(report) == CrashFamily.SUSE && status == null && !oldReadme(report)) {
            missing.add("its README was not finished, so the dump may not be");
            return false;
        }
        if (!whole) {
            missing.add(why(files));
        }
        return whole;
    }

    /** Before 2023 SUSE wrote its README once, when all was saved, and with no status in it. */
    private static boolean oldReadme(CrashReport report) {
        return report.readme().containsKey("crash time") && !report.readme().containsKey("dmesg status");
    }

    private static String why(List<CrashFile> files) {
        if (has(files, FileRole.PARTIAL_DUMP)) {
            return "the dump was not finished";
        }
        return has(files, FileRole.DUMP) ? "the dump is empty" : "it has no dump";
    }

    private static Completeness records(List<CrashFile> files) {
        long compressed = count(files, file -> file.role() == FileRole.COMPRESSED_RECORD);
        long records = count(files, file -> file.role() == FileRole.RECORD);
        if (compressed > 0) {
            return new Completeness(
                    false,
                    compressed + " of " + (records + compressed)
                            + " records are compressed, and the kernel that can read them is gone");
        }
        return new Completeness(
                true, records > 0 ? records + " records" : "the console of the boot before; no record of a crash");
    }

    private static boolean has(List<CrashFile> files, FileRole role) {
        return files.stream().anyMatch(file -> file.role() == role);
    }

    private static long count(List<CrashFile> files, Predicate<CrashFile> which) {
        return files.stream().filter(which).count();
    }
}
