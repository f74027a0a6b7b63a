// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchrisk.collector.crash.DumpHeader.Format;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DumpHeaderReaderTest {

    @TempDir
    Path folder;

    private DumpHeader read(byte[] dump) throws IOException {
        return DumpHeaderReader.read(Dumps.write(folder.resolve("vmcore"), dump));
    }

    @Test
    void readsWhatADumpOfMakedumpfileSaysOfItself() throws IOException {
        DumpHeader header = read(Dumps.kdump(ByteOrder.LITTLE_ENDIAN, 1));

        assertThat(header)
                .isEqualTo(new DumpHeader(
                        Format.KDUMP,
                        false,
                        "zlib",
                        false,
                        "6.1.0-56-amd64",
                        "#1 SMP PREEMPT_DYNAMIC Debian",
                        "x86_64",
                        "web-1",
                        Dumps.CRASHED));
        assertThat(read(Dumps.kdump(ByteOrder.BIG_ENDIAN, 1))).isEqualTo(header);
    }

    @Test
    void knowsHowPagesArePackedAndWhetherSomeAreMissing() throws IOException {
        assertThat(read(Dumps.kdump(ByteOrder.LITTLE_ENDIAN, 0)).compression()).isEqualTo("none");
        assertThat(read(Dumps.kdump(ByteOrder.LITTLE_ENDIAN, 32)).compression()).isEqualTo("zstd");
        DumpHeader cut = read(Dumps.kdump(ByteOrder.LITTLE_ENDIAN, 2 + 8));
        assertThat(cut.compression()).isEqualTo("lzo");
        assertThat(cut.incomplete()).isTrue();
    }

    @Test
    void takesTheTimeOfTheHeaderWhereTheKernelLeftNone() throws IOException {
        byte[] dump = Dumps.kdump(ByteOrder.LITTLE_ENDIAN, 1);
        ByteBuffer.wrap(dump).order(ByteOrder.LITTLE_ENDIAN).putLong(4096 + 40, 0);

        assertThat(read(dump).crashedAt()).isEqualTo(Dumps.CRASHED.plusSeconds(20));
    }

    @Test
    void readsDumpsOf32BitMachines() throws IOException {
        DumpHeader header = read(Dumps.narrowKdump());

        assertThat(header.machine()).isEqualTo("i686");
        assertThat(header.compression()).isEqualTo("zlib");
        assertThat(header.crashedAt()).isEqualTo(Dumps.CRASHED);
    }

    @Test
    void findsVmcoreinfoBehindTheRegistersOfAnElfCore() throws IOException {
        DumpHeader little = read(Dumps.elf(ByteOrder.LITTLE_ENDIAN));
        assertThat(little.format()).isEqualTo(Format.ELF);
        assertThat(little.release()).isEqualTo("6.1.0-56-amd64");
        assertThat(little.crashedAt()).isEqualTo(Dumps.CRASHED);
        assertThat(little.machine()).isEqualTo("x86_64");

        DumpHeader big = read(Dumps.elf(ByteOrder.BIG_ENDIAN));
        assertThat(big.machine()).isEqualTo("s390x");
        assertThat(big.crashedAt()).isEqualTo(Dumps.CRASHED);
    }

    @Test
    void readsADumpInPiecesInAnyOrder() throws IOException {
        byte[] kdump = Dumps.kdump(ByteOrder.LITTLE_ENDIAN, 32);
        DumpHeader straight = read(kdump);
        DumpHeader flat = read(Dumps.flattened(kdump));

        assertThat(flat.flattened()).isTrue();
        assertThat(flat.crashedAt()).isEqualTo(straight.crashedAt());
        assertThat(flat.node()).isEqualTo("web-1");
        assertThat(read(Dumps.flattened(Dumps.elf(ByteOrder.LITTLE_ENDIAN))).release())
                .isEqualTo("6.1.0-56-amd64");
    }

    @Test
    void saysThatAFilePackedFromOutsideCannotBeRead() throws IOException {
        assertThat(read(new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 3}).format())
                .isEqualTo(Format.UNKNOWN);
        assertThat(read("KDUM".getBytes(StandardCharsets.US_ASCII)).format()).isEqualTo(Format.UNKNOWN);
    }

    @Test
    void readsOnlyTheBeginningOfAHugeDump() throws IOException {
        Path dump = Dumps.write(folder.resolve("vmcore"), Dumps.kdump(ByteOrder.LITTLE_ENDIAN, 1));
        try (RandomAccessFile file = new RandomAccessFile(dump.toFile(), "rw")) {
            file.setLength(1L << 40);
        }
        assertThat(DumpHeaderReader.read(dump).crashedAt()).isEqualTo(Dumps.CRASHED);
        Files.delete(dump);
    }

    /** Every cut, then a hundred thousand changed bytes: nothing may throw, and nothing may take long. */
    @Test
    void survivesDumpsThatAreCutOrSpoilt() throws IOException {
        byte[][] dumps = {
            Dumps.kdump(ByteOrder.LITTLE_ENDIAN, 1),
            Dumps.elf(ByteOrder.LITTLE_ENDIAN),
            Dumps.flattened(Dumps.kdump(ByteOrder.LITTLE_ENDIAN, 1))
        };
        Random random = new Random(5);
        for (byte[] dump : dumps) {
            for (int length = 0; length < dump.length; length += 1 + length / 16) {
                assertThat(read(Arrays.copyOf(dump, length))).isNotNull();
            }
            for (int i = 0; i < 500; i++) {
                byte[] spoilt = dump.clone();
                for (int j = 0; j < 64; j++) {
                    int[] telling = {random.nextInt(512), 4096 + random.nextInt(64), random.nextInt(spoilt.length)};
                    spoilt[telling[random.nextInt(3)]] = (byte) random.nextInt(256);
                }
                assertThat(read(spoilt)).isNotNull();
            }
            byte[] huge = dump.clone();
            Arrays.fill(huge, 12, Math.min(huge.length, 8192), (byte) 0xff);
            assertThat(read(huge)).isNotNull();
        }
    }
}
