// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.crash;

import java.time.Instant;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One piece of a log that the kernel kept in pstore. The first line of each says why it was kept, which dump of the boot it
 * belongs to and which part it is: {@code Panic#2 Part1}. Part 1 is the end of the log.
 *
 * @param name its file name
 * @param backend where the kernel kept it: {@code efi_pstore}, {@code erst}, {@code ramoops}, …
 * @param id the number in its name
 * @param reason why it was kept; empty when it has no first line of that kind
 * @param dump which dump of that boot
 * @param part which part, the newest text first
 * @param written when it was written; null when that is not known
 * @param text what it holds behind its first line
 */
record PstoreRecord(
        String name,
        String backend,
        long id,
        String reason,
        int dump,
        int part,
        @Nullable Instant written,
        String text) {

    /** So much of one record is read; a ramoops record has at most 2 MiB, of which the newest counts. */
    static final int LONGEST = CrashLog.LONGEST;

    private static final Pattern NAME = Pattern.compile("(?:dmesg|console)-(\\w[\\w-]{0,40})-(\\d{1,18})");
    // pstore/blk puts a line of its own before: "Panic: Total 16 times".
    private static final Pattern HEAD =
            Pattern.compile("\\A(?:\\w{1,20}: Total \\d{1,9} times\\n)?(\\w{1,20})#(\\d{1,9}) Part(\\d{1,9})\\n");

    private static final Set<String> ORDERLY = Set.of("Kexec", "Restart", "Halt", "Poweroff", "Shutdown");

    /** Parts of EFI records have the time in seconds in their id: ((seconds * 100) + part) * 1000 + dump. */
    private static final long EFI_SECOND = 100_000;

    /** The record in a file of this name; null when no record is called so. */
    static @Nullable PstoreRecord of(String name, String content, @Nullable Instant written) {
        Matcher named = NAME.matcher(name);
        if (!named.matches()) {
            return null;
        }
        long id = Long.parseLong(named.group(2));
        Matcher head = HEAD.matcher(content);
        if (!head.find()) {
            return new PstoreRecord(name, named.group(1), id, "", 0, 0, written, content);
        }
        return new PstoreRecord(
                name,
                named.group(1),
                id,
                head.group(1),
                Integer.parseInt(head.group(2)),
                Integer.parseInt(head.group(3)),
                written,
                content.substring(head.end()));
    }

    /** Whether the kernel kept it because of an orderly end, not of a crash. */
    boolean orderly() {
        return ORDERLY.contains(reason);
    }

    /** When the kernel wrote it, by its id; null when its id does not say. */
    @Nullable
    Instant stamped() {
        boolean efi = backend.startsWith("efi") && id / EFI_SECOND > 946_684_800L;
        return efi ? Instant.ofEpochSecond(id / EFI_SECOND) : null;
    }

    /** Whether both are pieces of one dump, as far as names and first lines tell. */
    boolean sameDump(PstoreRecord other) {
        Instant mine = stamped();
        Instant others = other.stamped();
        return backend.equals(other.backend)
                && reason.equals(other.reason)
                && dump == other.dump
                && part != other.part
                && (mine == null || others == null || Math.abs(mine.getEpochSecond() - others.getEpochSecond()) <= 60);
    }
}
