// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.log;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream of bytes into lines, however the stream arrives in pieces. Carriage returns and NUL bytes go, invalid
 * UTF-8 becomes U+FFFD, and what is longer than a line may be is cut off and counted.
 */
public final class LineCutter {

    /** Longest line kept, in bytes. The kernel's own limit is 1 KiB a record; 8 KiB leaves room for module lists. */
    public static final int MAX_LENGTH = 8 * 1024;

    private final byte[] line = new byte[MAX_LENGTH];
    private int length;
    private boolean started;
    private long beyond;
    private long cutLines;

    /** The lines that end within {@code bytes}, without their ends; the rest waits for the next piece. */
    public List<String> feed(byte[] bytes) {
        return feed(bytes, 0, bytes.length);
    }

    /** As {@link #feed(byte[])}, of a part of an array. */
    public List<String> feed(byte[] bytes, int from, int to) {
        List<String> lines = new ArrayList<>();
        // The runtime searches a string several bytes at a time, an array byte by byte.
        String piece = new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
        boolean clean = piece.indexOf('\r') < 0 && piece.indexOf(0) < 0;
        int at = 0;
        for (int end = piece.indexOf('\n'); end >= 0; end = piece.indexOf('\n', at)) {
            boolean whole = clean && !started && end - at <= MAX_LENGTH;
            lines.add(
                    whole
                            ? new String(bytes, from + at, end - at, StandardCharsets.UTF_8)
                            : finish(bytes, from + at, from + end));
            at = end + 1;
        }
        keep(bytes, from + at, to);
        return lines;
    }

    /** The unfinished line, which is then forgotten; null when there is none. */
    public @Nullable String rest() {
        return started ? take() : null;
    }

    /** Lines of which something was cut off. */
    public long cutLines() {
        return cutLines;
    }

    private String finish(byte[] bytes, int from, int to) {
        keep(bytes, from, to);
        return take();
    }

    private void keep(byte[] bytes, int from, int to) {
        started |= to > from;
        for (int i = from; i < to; i++) {
            byte b = bytes[i];
            if (b == '\r' || b == 0) {
                continue;
            }
            if (length < MAX_LENGTH) {
                line[length++] = b;
            } else {
                beyond++;
            }
        }
    }

    private String take() {
        String text = new String(line, 0, length, StandardCharsets.UTF_8);
        if (beyond > 0) {
            cutLines++;
        }
        length = 0;
        beyond = 0;
        started = false;
        return text;
    }
}
