// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.crash;

import java.util.regex.Pattern;

/** What a file of a crash directory is, as its name says. */
public enum FileRole {
    /** The memory of the crashed kernel. */
    DUMP,
    /** A dump that was begun and not finished. */
    PARTIAL_DUMP,
    /** The log of the crashed kernel. */
    LOG,
    /** A log that was begun and not finished. */
    PARTIAL_LOG,
    /** The log of the kernel that saved the dump. */
    SAVING_LOG,
    /** SUSE's account of what was saved. */
    README,
    /** A piece of the log that the kernel kept in pstore. */
    RECORD,
    /** Such a piece that the kernel could not decompress. */
    COMPRESSED_RECORD,
    /** The console of the boot before, kept in pstore. */
    CONSOLE,
    OTHER;

    // kdump-tools appends what it compressed with; SUSE and scp add nothing.
    private static final Pattern DUMPS = Pattern.compile(
            "vmcore(\\.flat|\\.\\d{12})?(\\.(gz|bz2|xz|lz4|zst))?|dump\\.\\d{12}(\\.(gz|bz2|xz|lz4|zst))?");

    private static final Pattern PARTIAL = Pattern.compile("(vmcore|dump)-incomplete(\\.\\w{1,8})?");
    private static final Pattern LOGS = Pattern.compile("vmcore-dmesg\\.txt|dmesg(\\.txt|\\.\\d{12})?");

    private static final Pattern RECORDS = Pattern.compile("dmesg-\\w[\\w-]{0,40}-\\d{1,20}(\\.enc\\.z)?");

    private static final Pattern CONSOLES = Pattern.compile("console-\\w[\\w-]{0,40}-\\d{1,20}");

    /** The role of a file of this name. */
    public static FileRole of(String name) {
        if (RECORDS.matcher(name).matches()) {
            return name.endsWith(".enc.z") ? COMPRESSED_RECORD : RECORD;
        }
        if (DUMPS.matcher(name).matches()) {
            return DUMP;
        }
        if (PARTIAL.matcher(name).matches()) {
            return PARTIAL_DUMP;
        }
        if (LOGS.matcher(name).matches()) {
            return LOG;
        }
        if (CONSOLES.matcher(name).matches()) {
            return CONSOLE;
        }
        return switch (name) {
            case "vmcore-dmesg-incomplete.txt" -> PARTIAL_LOG;
            case "kexec-dmesg.log" -> SAVING_LOG;
            case "README.txt" -> README;
            default -> OTHER;
        };
    }

    boolean isDump() {
        return this == DUMP || this == PARTIAL_DUMP;
    }

    boolean isLog() {
        return this == LOG || this == PARTIAL_LOG;
    }

    boolean isPstore() {
        return this == RECORD || this == COMPRESSED_RECORD || this == CONSOLE;
    }
}
