// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.netconsole;

import io.patchrisk.collector.netconsole.Datagram.Fragment;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Messages of one source of which pieces are still missing. A message is given up when {@link #PATIENCE} newer datagrams
 * came and it is still not whole.
 */
final class Fragments {

    /** Pieces leave a kernel one after another; what is not there after this many datagrams was lost. */
    static final int PATIENCE = 64;

    /** Messages in pieces at once: interleaved at most by as many CPUs as print at once, which printk's lock keeps at one. */
    private static final int MOST = 4;

    /** A whole body, one character a byte, and of how many datagrams it was made. */
    record Whole(String header, String body, int datagrams) {}

    private static final class Pieces {
        private final byte[] body;
        private final BitSet there = new BitSet();
        private final long since;
        private int missing;
        private int datagrams;

        Pieces(int total, long since) {
            this.body = new byte[total];
            this.missing = total;
            this.since = since;
        }

        void put(Fragment piece) {
            for (int i = 0; i < piece.body().length(); i++) {
                int at = piece.offset() + i;
                if (!there.get(at)) {
                    there.set(at);
                    missing--;
                }
                body[at] = (byte) piece.body().charAt(i);
            }
            datagrams++;
        }
    }

    private final Map<Long, Pieces> bySequence = new LinkedHashMap<>();
    private int held;

    /** Adds a piece that came as datagram number {@code now}; the whole when it was the last one missing. */
    @Nullable
    Whole add(Fragment piece, long now) {
        Pieces pieces = bySequence.computeIfAbsent(piece.sequence(), s -> new Pieces(piece.total(), now));
        if (pieces.body.length != piece.total()) {
            return null;
        }
        pieces.put(piece);
        held++;
        if (pieces.missing > 0) {
            return null;
        }
        bySequence.remove(piece.sequence());
        held -= pieces.datagrams;
        return new Whole(piece.header(), new String(pieces.body, StandardCharsets.ISO_8859_1), pieces.datagrams);
    }

    /** Whether a piece fits what is already there of its message. */
    boolean fits(Fragment piece) {
        Pieces pieces = bySequence.get(piece.sequence());
        return pieces == null || pieces.body.length == piece.total();
    }

    /** Gives up what waited too long by datagram number {@code now}; how many datagrams that were. */
    int giveUp(long now) {
        int lost = 0;
        Iterator<Pieces> oldest = bySequence.values().iterator();
        while (oldest.hasNext()) {
            Pieces pieces = oldest.next();
            if (pieces.since + PATIENCE >= now && bySequence.size() <= MOST) {
                break;
            }
            oldest.remove();
            lost += pieces.datagrams;
        }
        held -= lost;
        return lost;
    }

    /** Datagrams that wait. */
    int held() {
        return held;
    }
}
