// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.log;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The wall time of one boot's stamps: stamp plus the least (arrival - stamp) over recent messages. Messages are late,
 * never early, so the least difference is the nearest to the truth; boot time plus stamp would drift with printk's clock.
 */
public final class StampClock {

    /** How many messages the least difference is taken over: enough for a crash report, few enough to follow drift. */
    static final int WINDOW = 1024;

    private record Seen(long number, Duration difference) {}

    /** Differences that can still become the least, increasing from first to last. */
    private final Deque<Seen> candidates = new ArrayDeque<>();

    private long number;

    /** Takes in that a message stamped {@code stampMicros} arrived at {@code arrival}. */
    public void observe(long stampMicros, Instant arrival) {
        Duration difference = Duration.between(Instant.EPOCH, arrival).minus(micros(stampMicros));
        while (!candidates.isEmpty() && candidates.getLast().difference().compareTo(difference) >= 0) {
            candidates.removeLast();
        }
        candidates.addLast(new Seen(number, difference));
        if (candidates.getFirst().number() <= number - WINDOW) {
            candidates.removeFirst();
        }
        number++;
    }

    /** Wall time of a stamp; null before anything was observed. */
    public @Nullable Instant wall(long stampMicros) {
        Seen least = candidates.peekFirst();
        return least == null ? null : Instant.EPOCH.plus(least.difference()).plus(micros(stampMicros));
    }

    /** Forgets everything: another boot began. */
    public void reset() {
        candidates.clear();
        number = 0;
    }

    private static Duration micros(long micros) {
        return Duration.ofSeconds(Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1000);
    }
}
