// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.crash;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** The header of a dump of makedumpfile's own format: {@code struct disk_dump_header}, then {@code kdump_sub_header}. */
final class KdumpCore {

    /** Length of each name of {@code new_utsname}. */
    private static final int NAME = 65;

    private static final int UTSNAME = 12;
    private static final int HEADER = 464;

    private static final int ZLIB = 1;
    private static final int LZO = 2;
    private static final int SNAPPY = 4;
    private static final int INCOMPLETE = 8;
    private static final int ZSTD = 32;

    /** Where the numbers behind the names lie: {@code struct timeval} is aligned to its words. */
    private enum Layout {
        WIDE(408, 424, 32, 40),
        NARROW(404, 412, 20, 28);

        final int time;
        final int status;
        final int infoAt;
        final int infoSize;

        Layout(int time, int status, int infoAt, int infoSize) {
            this.time = time;
            this.status = status;
            this.infoAt = infoAt;
            this.infoSize = infoSize;
        }

        int blockSize(ByteBuffer head) {
            return head.getInt(status + 4);
        }

        long seconds(ByteBuffer head) {
            return this == WIDE ? head.getLong(time) : head.getInt(time) & 0xffffffffL;
        }

        long size(ByteBuffer sub) {
            return this == WIDE ? sub.getLong(infoSize) : sub.getInt(infoSize) & 0xffffffffL;
        }
    }

    private KdumpCore() {}

    static DumpHeader read(Core core, DumpHeader.Format format, boolean flattened) throws IOException {
        byte[] bytes = core.at(0, HEADER);
        if (bytes.length < HEADER) {
            return new DumpHeader(format, flattened, "unknown", true, null, null, null, null, null);
        }
        String machine = name(bytes, 4);
        ByteBuffer head = ByteBuffer.wrap(bytes).order(order(bytes));
        Layout layout = layout(head, machine);
        int status = head.getInt(layout.status);
        Vmcoreinfo info = vmcoreinfo(core, head, layout);
        String release = name(bytes, 2);
        return new DumpHeader(
                format,
                flattened,
                compression(status),
                (status & INCOMPLETE) != 0,
                release == null ? info.release() : release,
                name(bytes, 3),
                machine,
                name(bytes, 1),
                info.crashedAt() == null ? plausible(layout.seconds(head)) : info.crashedAt());
    }

    /** Versions are small numbers, so the bytes of the version tell which end comes first. */
    private static ByteOrder order(byte[] bytes) {
        return bytes[11] != 0 && bytes[8] == 0 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    }

    private static Layout layout(ByteBuffer head, @Nullable String machine) {
        boolean narrow = machine != null && (machine.matches("i[3-6]86") || machine.startsWith("armv"));
        Layout first = narrow ? Layout.NARROW : Layout.WIDE;
        Layout second = narrow ? Layout.WIDE : Layout.NARROW;
        return isBlockSize(first.blockSize(head)) || !isBlockSize(second.blockSize(head)) ? first : second;
    }

    private static boolean isBlockSize(int size) {
        return size >= 512 && size <= 1 << 20 && Integer.bitCount(size) == 1;
    }

    private static Vmcoreinfo vmcoreinfo(Core core, ByteBuffer head, Layout layout) throws IOException {
        int block = layout.blockSize(head);
        // The place of VMCOREINFO came with version 3.
        if (!isBlockSize(block) || head.getInt(8) < 3) {
            return Vmcoreinfo.NONE;
        }
        byte[] bytes = core.at(block, 64);
        if (bytes.length < 64) {
            return Vmcoreinfo.NONE;
        }
        ByteBuffer sub = ByteBuffer.wrap(bytes).order(head.order());
        long size = Math.min(layout.size(sub), Vmcoreinfo.LONGEST);
        return size <= 0 ? Vmcoreinfo.NONE : Vmcoreinfo.of(core.at(sub.getLong(layout.infoAt), (int) size));
    }

    /** One of the names of {@code new_utsname}: system, node, release, version, machine, domain; null when it is empty. */
    private static @Nullable String name(byte[] bytes, int which) {
        int from = UTSNAME + which * NAME;
        int end = from;
        while (end < from + NAME && bytes[end] != 0) {
            end++;
        }
        String name = Shown.text(new String(bytes, from, end - from, StandardCharsets.UTF_8));
        return name.isBlank() ? null : name;
    }

    private static String compression(int status) {
        StringJoiner methods = new StringJoiner("+").setEmptyValue("none");
        if ((status & ZLIB) != 0) {
            methods.add("zlib");
        }
        if ((status & LZO) != 0) {
            methods.add("lzo");
        }
        if ((status & SNAPPY) != 0) {
            methods.add("snappy");
        }
        if ((status & ZSTD) != 0) {
            methods.add("zstd");
        }
        return methods.toString();
    }

    /** A time that a machine with dumps can have; dumps taken from outside a guest carry none. */
    private static @Nullable Instant plausible(long seconds) {
        return seconds > 946_684_800L && seconds < 253_402_300_799L ? Instant.ofEpochSecond(seconds) : null;
    }
}
