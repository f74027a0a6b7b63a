// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.crash;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A dump in makedumpfile's flattened format, which can be written to a pipe: pieces, each with the place where it belongs.
 * Only the first pieces are looked at; makedumpfile writes its headers before the pages.
 */
final class Flattened implements Core {

    private static final byte[] SIGNATURE = "makedumpfile\0\0\0\0".getBytes(StandardCharsets.US_ASCII);

    /** Where the pieces begin (MAX_SIZE_MDF_HEADER of makedumpfile). */
    private static final long FIRST = 4096;

    /** Pieces looked at; headers and notes are among the first dozen. */
    private static final int MOST_PIECES = 1024;

    private record Piece(long place, long size, long from) {}

    private final Core file;
    private final List<Piece> pieces;

    private Flattened(Core file, List<Piece> pieces) {
        this.file = file;
        this.pieces = pieces;
    }

    static boolean begins(byte[] start) {
        return start.length >= SIGNATURE.length
                && Arrays.equals(start, 0, SIGNATURE.length, SIGNATURE, 0, SIGNATURE.length);
    }

    static Flattened of(Core file) throws IOException {
        List<Piece> pieces = new ArrayList<>();
        long from = FIRST;
        while (pieces.size() < MOST_PIECES) {
            byte[] head = file.at(from, 16);
            if (head.length < 16) {
                break;
            }
            // Big-endian on every machine.
            ByteBuffer numbers = ByteBuffer.wrap(head);
            long place = numbers.getLong();
            long size = numbers.getLong();
            if (place < 0 || size <= 0 || size > Long.MAX_VALUE - from - 16) {
                break;
            }
            pieces.add(new Piece(place, size, from + 16));
            from += 16 + size;
        }
        return new Flattened(file, pieces);
    }

    @Override
    public byte[] at(long offset, int length) throws IOException {
        byte[] all = new byte[Math.max(0, Math.min(length, BUDGET))];
        int filled = 0;
        boolean more = true;
        while (filled < all.length && more) {
            byte[] some = some(offset + filled, all.length - filled);
            System.arraycopy(some, 0, all, filled, some.length);
            filled += some.length;
            more = some.length > 0;
        }
        return Arrays.copyOf(all, filled);
    }

    private byte[] some(long place, int length) throws IOException {
        // The newest piece counts: makedumpfile corrects its header at the end.
        for (int i = pieces.size() - 1; i >= 0; i--) {
            Piece piece = pieces.get(i);
            if (place >= piece.place() && place - piece.place() < piece.size()) {
                long within = place - piece.place();
                return file.at(piece.from() + within, (int) Math.min(length, piece.size() - within));
            }
        }
        return new byte[0];
    }
}
