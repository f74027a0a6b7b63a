// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.syslog;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the stream of one TCP connection into messages, however it arrives in pieces. Both framings of RFC 6587 are known;
 * the first byte tells which one a connection uses: a digit begins a count, {@code <} a message that ends with its line.
 */
final class FrameCutter {

    /** Longest message kept, in bytes: a line of kernel log at its longest, and its header. */
    static final int MAX_LENGTH = 16 * 1024;

    /** Digits of a count; more would be a message of a gigabyte. */
    private static final int COUNT_DIGITS = 9;

    private enum Mode {
        UNKNOWN,
        LINES,
        COUNT,
        COUNTED,
        BROKEN
    }

    /** Grows up to the longest message: ten thousand hosts that say nothing hold next to nothing. */
    private byte[] frame = new byte[256];

    private Mode mode = Mode.UNKNOWN;
    private int length;
    private boolean beyond;
    private int digits;
    private int remaining;
    private long cut;

    /** The messages that end within {@code bytes}; the rest waits for the next piece. */
    List<byte[]> feed(byte[] bytes) {
        List<byte[]> frames = new ArrayList<>();
        for (byte b : bytes) {
            take(b, frames);
        }
        return frames;
    }

    /** The line that the end of the connection ended; null when there is none. A counted message must be whole. */
    byte @Nullable [] rest() {
        return mode == Mode.LINES && length > 0 ? takeFrame() : null;
    }

    /** Whether the connection ended within a counted message. */
    boolean unfinished() {
        return mode == Mode.COUNTED || (mode == Mode.COUNT && digits > 0);
    }

    /** Whether the stream is no syslog: nothing more is cut from it. */
    boolean broken() {
        return mode == Mode.BROKEN;
    }

    /** Messages of which something was cut off. */
    long cutFrames() {
        return cut;
    }

    private void take(byte b, List<byte[]> frames) {
        switch (mode) {
            case UNKNOWN -> begin(b);
            case LINES -> line(b, frames);
            case COUNT -> count(b);
            case COUNTED -> counted(b, frames);
            case BROKEN -> {}
        }
    }

    private void begin(byte b) {
        if (b >= '1' && b <= '9') {
            mode = Mode.COUNT;
            count(b);
        } else if (b == '<') {
            mode = Mode.LINES;
            keep(b);
        } else if (b != '\n' && b != '\r' && b != ' ') {
            mode = Mode.BROKEN;
        }
    }

    /** NUL ends a line, too: RFC 6587 (3.4.2) has seen both. */
    private void line(byte b, List<byte[]> frames) {
        if (b != '\n' && b != 0) {
            keep(b);
        } else if (length > 0) {
            frames.add(takeFrame());
        }
    }

    private void count(byte b) {
        if (b >= '0' && b <= '9' && digits < COUNT_DIGITS && (digits > 0 || b != '0')) {
            remaining = remaining * 10 + b - '0';
            digits++;
        } else if (b == ' ' && digits > 0) {
            mode = Mode.COUNTED;
        } else if (digits > 0 || b != '\n') {
            // A line end between two counted messages is one too many, which some senders send.
            mode = Mode.BROKEN;
        }
    }

    private void counted(byte b, List<byte[]> frames) {
        keep(b);
        remaining--;
        if (remaining == 0) {
            frames.add(takeFrame());
            digits = 0;
            mode = Mode.COUNT;
        }
    }

    private void keep(byte b) {
        if (length == MAX_LENGTH) {
            beyond = true;
            return;
        }
        if (length == frame.length) {
            frame = Arrays.copyOf(frame, Math.min(MAX_LENGTH, 2 * length));
        }
        frame[length++] = b;
    }

    private byte[] takeFrame() {
        byte[] whole = Arrays.copyOf(frame, length);
        cut += beyond ? 1 : 0;
        length = 0;
        beyond = false;
        return whole;
    }
}
