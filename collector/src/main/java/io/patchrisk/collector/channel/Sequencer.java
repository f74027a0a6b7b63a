// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.channel;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Puts the messages of one boot in order of their sequence. A gap is waited for, but not long: most gaps are messages
 * below the console's log level, which are never sent.
 */
final class Sequencer {

    /** How long a gap is waited for. A packet that overtook another on a LAN did so by milliseconds. */
    static final Duration PATIENCE = Duration.ofMillis(250);

    /** Messages held behind a gap: a crash report must not wait for long. */
    static final int MOST_WAITING = 64;

    /** Delivered numbers that are remembered, to know a message that comes twice. */
    private static final int MEMORY = 1024;

    private static final long NOTHING = -1;

    private final TreeMap<Long, Held> waiting = new TreeMap<>();
    private final long[] delivered = new long[MEMORY];
    private long next = NOTHING;
    private long missing;
    private long duplicates;
    private int held;

    Sequencer() {
        Arrays.fill(delivered, NOTHING);
    }

    /**
     * Takes in a message and returns what can be handed on by it, in order.
     *
     * @param fresh whether it was printed just now, and so cannot be an old one sent again
     */
    List<Held> accept(Held message, boolean fresh) {
        Long number = message.sequence();
        if (number == null) {
            return List.of(message);
        }
        if (next == NOTHING) {
            next = number;
        }
        if (number < next) {
            return late(message, number, fresh);
        }
        if (waiting.putIfAbsent(number, message) != null) {
            duplicates += message.datagrams();
            return List.of();
        }
        held += message.datagrams();
        List<Held> ready = new ArrayList<>();
        takeFollowing(ready);
        while (waiting.size() > MOST_WAITING) {
            skipGap(ready);
        }
        return ready;
    }

    /** What waited longer than a gap is worth. */
    List<Held> expire(Instant now) {
        List<Held> ready = new ArrayList<>();
        while (!waiting.isEmpty()
                && !waiting.firstEntry().getValue().arrival().plus(PATIENCE).isAfter(now)) {
            skipGap(ready);
        }
        return ready;
    }

    /** Everything that waits. */
    List<Held> drain() {
        List<Held> ready = new ArrayList<>();
        while (!waiting.isEmpty()) {
            skipGap(ready);
        }
        return ready;
    }

    /** Datagrams whose messages wait. */
    int held() {
        return held;
    }

    /** Numbers that never came. */
    long missing() {
        return missing;
    }

    /** Datagrams whose messages had been delivered before. */
    long duplicates() {
        return duplicates;
    }

    /** Another boot began: numbers start again, counts go on. */
    void newBoot() {
        next = NOTHING;
        Arrays.fill(delivered, NOTHING);
    }

    private List<Held> late(Held message, long number, boolean fresh) {
        boolean known = delivered[slot(number)] == number;
        boolean forgotten = next - number > MEMORY;
        if (known || (forgotten && !fresh)) {
            duplicates += message.datagrams();
            return List.of();
        }
        delivered[slot(number)] = number;
        missing = Math.max(0, missing - 1);
        return List.of(message);
    }

    private void skipGap(List<Held> ready) {
        long first = waiting.firstKey();
        missing += first - next;
        next = first;
        takeFollowing(ready);
    }

    private void takeFollowing(List<Held> ready) {
        while (!waiting.isEmpty() && waiting.firstKey() == next) {
            Map.Entry<Long, Held> first = waiting.pollFirstEntry();
            ready.add(first.getValue());
            held -= first.getValue().datagrams();
            delivered[slot(next)] = next;
            next++;
        }
    }

    private static int slot(long number) {
        return (int) (number % MEMORY);
    }
}
