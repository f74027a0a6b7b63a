// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.crash;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/** Reads the header of a dump: a few pages and its notes, at most {@link Core#BUDGET} bytes, whatever its size. */
public final class DumpHeaderReader {

    private DumpHeaderReader() {}

    /** What a dump says of itself; throws only when the file cannot be read at all. */
    public static DumpHeader read(Path dump) throws IOException {
        try (FileChannel file = FileChannel.open(dump, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
            Core plain = new Core.Plain(file);
            boolean flattened = Flattened.begins(plain.at(0, 16));
            Core core = flattened ? Flattened.of(plain) : plain;
            return read(core, flattened);
        }
    }

    private static DumpHeader read(Core core, boolean flattened) throws IOException {
        byte[] start = core.at(0, 8);
        if (ElfCore.begins(start)) {
            return ElfCore.read(core, flattened);
        }
        String signature = new String(start, StandardCharsets.ISO_8859_1);
        return switch (signature) {
            case "KDUMP   " -> KdumpCore.read(core, DumpHeader.Format.KDUMP, flattened);
            case "DISKDUMP" -> KdumpCore.read(core, DumpHeader.Format.DISKDUMP, flattened);
            default -> DumpHeader.UNREADABLE;
        };
    }
}
