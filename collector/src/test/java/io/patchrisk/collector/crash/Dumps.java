// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.crash;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** Dumps with headers as kernels and makedumpfile write them, and no memory. */
final class Dumps {

    static final Instant CRASHED = Instant.parse("2026-11-22T10:00:07Z");
    static final String INFO =
            "OSRELEASE=6.1.0-56-amd64\nBUILD-ID=00\nPAGESIZE=4096\nCRASHTIME=" + CRASHED.getEpochSecond() + "\n";

    private Dumps() {}

    /** A dump of makedumpfile's own format, 64 bits wide. */
    static byte[] kdump(ByteOrder order, int status) {
        ByteBuffer dump = ByteBuffer.allocate(3 * 4096).order(order);
        dump.put("KDUMP   ".getBytes(StandardCharsets.US_ASCII)).putInt(6);
        String[] names = {"Linux", "web-1", "6.1.0-56-amd64", "#1 SMP PREEMPT_DYNAMIC Debian", "x86_64", "(none)"};
        for (int i = 0; i < names.length; i++) {
            dump.position(12 + 65 * i).put(names[i].getBytes(StandardCharsets.US_ASCII));
        }
        dump.putLong(408, CRASHED.getEpochSecond() + 20)
                .putInt(424, status)
                .putInt(428, 4096)
                .putInt(432, 1);
        byte[] info = INFO.getBytes(StandardCharsets.US_ASCII);
        dump.putLong(4096 + 32, 8192).putLong(4096 + 40, info.length);
        dump.position(8192).put(info);
        return dump.array();
    }

    /** A dump of a 32-bit machine. */
    static byte[] narrowKdump() {
        ByteBuffer dump = ByteBuffer.allocate(3 * 4096).order(ByteOrder.LITTLE_ENDIAN);
        dump.put("KDUMP   ".getBytes(StandardCharsets.US_ASCII)).putInt(6);
        dump.position(12 + 65 * 4).put("i686".getBytes(StandardCharsets.US_ASCII));
        dump.putInt(404, (int) CRASHED.getEpochSecond()).putInt(412, 1).putInt(416, 4096);
        return dump.array();
    }

    /** An ELF core whose notes begin with the registers of some CPUs. */
    static byte[] elf(ByteOrder order) {
        byte[] info = INFO.getBytes(StandardCharsets.US_ASCII);
        ByteBuffer notes = ByteBuffer.allocate(4096).order(order);
        for (int cpu = 0; cpu < 4; cpu++) {
            notes.putInt(5).putInt(336).putInt(1).put("CORE\0\0\0\0".getBytes(StandardCharsets.US_ASCII));
            notes.position(notes.position() + 336);
        }
        notes.putInt(11).putInt(info.length).putInt(0);
        notes.put("VMCOREINFO\0\0".getBytes(StandardCharsets.US_ASCII)).put(info);
        ByteBuffer core = ByteBuffer.allocate(4096 + 4096).order(order);
        core.put(new byte[] {0x7f, 'E', 'L', 'F', 2, (byte) (order == ByteOrder.BIG_ENDIAN ? 2 : 1), 1});
        core.putShort(16, (short) 4).putShort(18, (short) (order == ByteOrder.BIG_ENDIAN ? 22 : 62));
        core.putLong(32, 64).putShort(54, (short) 56).putShort(56, (short) 2);
        core.putInt(64, 1).putInt(64 + 56, 4).putLong(64 + 56 + 8, 4096).putLong(64 + 56 + 32, notes.position());
        core.position(4096).put(notes.array());
        return core.array();
    }

    /** The same dump in pieces, the header last, as makedumpfile sends it over ssh. */
    static byte[] flattened(byte[] dump) {
        ByteBuffer flat = ByteBuffer.allocate(4096 + dump.length + 3 * 16);
        flat.put("makedumpfile".getBytes(StandardCharsets.US_ASCII)).position(16);
        flat.putLong(1).putLong(1).position(4096);
        int half = dump.length / 2;
        flat.putLong(half).putLong(dump.length - half).put(dump, half, dump.length - half);
        flat.putLong(0).putLong(half).put(dump, 0, half);
        flat.putLong(-1).putLong(-1);
        return flat.array();
    }

    static Path write(Path file, byte[] bytes) throws IOException {
        Files.createDirectories(file.getParent());
        return Files.write(file, bytes);
    }
}
