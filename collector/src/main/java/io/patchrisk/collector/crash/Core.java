// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.crash;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Bytes of a dump by place. */
interface Core {

    /** At most so much of one dump is read in all: notes of 4096 CPUs are 1.5 MiB. */
    int BUDGET = 4 << 20;

    /** The bytes from a place on; fewer than asked for at the end of the file, and none where nothing is. */
    byte[] at(long offset, int length) throws IOException;

    /** A dump as it lies on the disk. */
    final class Plain implements Core {

        private final FileChannel file;
        private int left = BUDGET;

        Plain(FileChannel file) {
            this.file = file;
        }

        @Override
        public byte[] at(long offset, int length) throws IOException {
            if (offset < 0 || length <= 0 || offset >= file.size()) {
                return new byte[0];
            }
            ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(Math.min(length, left), file.size() - offset));
            while (buffer.hasRemaining() && file.read(buffer, offset + buffer.position()) > 0) {
                left--;
            }
            left = Math.max(0, left - buffer.position());
            byte[] bytes = new byte[buffer.position()];
            buffer.flip().get(bytes);
            return bytes;
        }
    }
}
