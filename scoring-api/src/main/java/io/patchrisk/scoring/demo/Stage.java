// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The one clock that the service and all recordings share. It starts with the recordings, runs faster than real time, waits
 * for a service that cannot keep up, and stands still once the recordings have ended.
 */
public final class Stage implements InstantSource {

    /** How much of a recording before its change is played. */
    public static final Duration BEFORE = Duration.ofSeconds(60);

    /** How far the clock may be ahead of what the service has dealt with: three of its looks. */
    private static final Duration AHEAD = Duration.ofSeconds(6);

    private final Instant start;
    private final double speed;
    private final Instant end;
    private Supplier<@Nullable Instant> caughtUpTo = () -> null;
    private Instant now;
    private long lastNanos;
    private boolean running;

    /**
     * @param start what the clock says until {@link #begin}
     * @param speed recorded seconds in one real second
     * @param after how much of the recordings after their change is played
     */
    public Stage(Instant start, double speed, Duration after) {
        this.start = start;
        this.speed = speed;
        this.end = start.plus(BEFORE).plus(after);
        this.now = start;
    }

    /**
     * Lets the clock run.
     *
     * @param dealtWith up to when the service has dealt with everything; null where that cannot be told
     */
    public synchronized void begin(Supplier<@Nullable Instant> dealtWith) {
        caughtUpTo = dealtWith;
        lastNanos = System.nanoTime();
        running = true;
    }

    @Override
    public synchronized Instant instant() {
        if (running) {
            long nanos = System.nanoTime();
            Instant next = now.plusNanos((long) ((nanos - lastNanos) * speed));
            lastNanos = nanos;
            Instant dealtWith = caughtUpTo.get();
            Instant bound = dealtWith == null || dealtWith.plus(AHEAD).isAfter(end) ? end : dealtWith.plus(AHEAD);
            next = next.isAfter(bound) ? bound : next;
            now = next.isAfter(now) ? next : now;
        }
        return now;
    }

    public double speed() {
        return speed;
    }

    /** Seconds since the change of every recording, by this clock; negative before it. */
    public double sinceChange() {
        return Duration.between(start.plus(BEFORE), instant()).toNanos() / 1e9;
    }

    /** Whether everything was played. */
    public boolean ended() {
        return !instant().isBefore(end);
    }

    /** Real milliseconds until the clock says {@code seconds} since the change at the earliest; 0 when that has passed. */
    long realMillisUntil(double seconds) {
        return (long) Math.max(0, (seconds - sinceChange()) * 1000 / speed);
    }
}
