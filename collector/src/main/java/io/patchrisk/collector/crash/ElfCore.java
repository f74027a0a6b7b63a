// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.crash;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The header and the notes of an ELF core, of which one is VMCOREINFO. */
final class ElfCore {

    private static final int PT_NOTE = 4;

    /** Segments looked at: notes are the first one, the others are pieces of memory. */
    private static final int MOST_SEGMENTS = 64;

    private static final int MOST_NOTES = 2 << 20;

    private ElfCore() {}

    static boolean begins(byte[] start) {
        return start.length >= 6 && start[0] == 0x7f && start[1] == 'E' && start[2] == 'L' && start[3] == 'F';
    }

    static DumpHeader read(Core core, boolean flattened) throws IOException {
        byte[] ident = core.at(0, 64);
        boolean wide = ident.length > 4 && ident[4] == 2;
        ByteOrder order = ident.length > 5 && ident[5] == 2 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        if (ident.length < (wide ? 64 : 52)) {
            return header(flattened, Vmcoreinfo.NONE, null);
        }
        ByteBuffer head = ByteBuffer.wrap(ident).order(order);
        long table = wide ? head.getLong(32) : head.getInt(28) & 0xffffffffL;
        int entry = head.getShort(wide ? 54 : 42) & 0xffff;
        int entries = head.getShort(wide ? 56 : 44) & 0xffff;
        String machine = machine(head.getShort(18) & 0xffff, wide);
        return header(flattened, notes(core, order, wide, table, entry, entries), machine);
    }

    private static DumpHeader header(boolean flattened, Vmcoreinfo info, @Nullable String machine) {
        return new DumpHeader(
                DumpHeader.Format.ELF, flattened, "none", false, info.release(), null, machine, null, info.crashedAt());
    }

    private static Vmcoreinfo notes(Core core, ByteOrder order, boolean wide, long table, int entry, int entries)
            throws IOException {
        int size = wide ? 56 : 32;
        if (entry < size || table <= 0) {
            return Vmcoreinfo.NONE;
        }
        for (int i = 0; i < Math.min(entries, MOST_SEGMENTS); i++) {
            byte[] bytes = core.at(table + (long) i * entry, size);
            if (bytes.length < size) {
                return Vmcoreinfo.NONE;
            }
            ByteBuffer segment = ByteBuffer.wrap(bytes).order(order);
            if (segment.getInt(0) == PT_NOTE) {
                long at = wide ? segment.getLong(8) : segment.getInt(4) & 0xffffffffL;
                long length = wide ? segment.getLong(32) : segment.getInt(16) & 0xffffffffL;
                return vmcoreinfo(core.at(at, (int) Math.max(0, Math.min(length, MOST_NOTES))), order);
            }
        }
        return Vmcoreinfo.NONE;
    }

    /** Looks for the note that is named so; every note has three numbers, a name and a body, both padded to four bytes. */
    static Vmcoreinfo vmcoreinfo(byte[] notes, ByteOrder order) {
        ByteBuffer all = ByteBuffer.wrap(notes).order(order);
        int at = 0;
        while (at + 12 <= notes.length) {
            long name = all.getInt(at) & 0xffffffffL;
            long body = all.getInt(at + 4) & 0xffffffffL;
            long from = at + 12 + padded(name);
            if (from > notes.length) {
                break;
            }
            String called = new String(notes, at + 12, (int) name, StandardCharsets.ISO_8859_1);
            if (called.startsWith("VMCOREINFO")) {
                long end = Math.min(notes.length, from + Math.min(body, Vmcoreinfo.LONGEST));
                return Vmcoreinfo.of(Arrays.copyOfRange(notes, (int) from, (int) end));
            }
            long next = from + padded(body);
            if (next > notes.length) {
                break;
            }
            at = (int) next;
        }
        return Vmcoreinfo.NONE;
    }

    private static long padded(long size) {
        return (size + 3) & ~3L;
    }

    /** As {@code uname -m} says it; the number where it is none of those that can dump. */
    private static String machine(int number, boolean wide) {
        return switch (number) {
            case 3 -> "i686";
            case 8 -> wide ? "mips64" : "mips";
            case 21 -> "ppc64";
            case 22 -> "s390x";
            case 40 -> "arm";
            case 62 -> "x86_64";
            case 183 -> "aarch64";
            case 243 -> "riscv64";
            case 258 -> "loongarch64";
            default -> "elf-" + number;
        };
    }
}
