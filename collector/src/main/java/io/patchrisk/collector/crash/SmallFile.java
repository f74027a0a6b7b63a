// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.crash;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Set;

/** Bounded reads of a file that is no link. */
final class SmallFile {

    private SmallFile() {}

    /** The first bytes of a file as text. */
    static String head(Path file, int most) throws IOException {
        try (SeekableByteChannel channel = open(file)) {
            return new String(read(channel, most), StandardCharsets.UTF_8);
        }
    }

    /** The last bytes of a file. Files of /sys/fs/pstore and of NFS may be longer or shorter than they say. */
    static byte[] tail(Path file, int most) throws IOException {
        try (SeekableByteChannel channel = open(file)) {
            channel.position(Math.max(0, channel.size() - most));
            return read(channel, most);
        }
    }

    private static SeekableByteChannel open(Path file) throws IOException {
        return Files.newByteChannel(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
    }

    private static byte[] read(SeekableByteChannel channel, int most) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(most);
        int got = 0;
        while (got >= 0 && buffer.hasRemaining()) {
            got = channel.read(buffer);
        }
        return Arrays.copyOf(buffer.array(), buffer.position());
    }
}
