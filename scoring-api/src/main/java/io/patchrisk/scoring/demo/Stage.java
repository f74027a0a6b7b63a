// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The one clock that the service and all recordings share. It starts with the recordings, runs faster than real time, and
 * stands still once they have ended.
 */
public final class Stage implements InstantSource {

    /** How much of a recording before its change is played. */
    public static final Duration BEFORE = Duration.ofSeconds(60);

    private final Instant start;
    private final double speed;
    private final Duration length;
    private volatile long beganNanos = -1;

    /**
     * @param start what the clock says until {@link #begin()}
     * @param speed recorded seconds in one real second
     * @param after how much of the recordings after their change is played
     */
    public Stage(Instant start, double speed, Duration after) {
        this.start = start;
        this.speed = speed;
        this.length = BEFORE.plus(after);
    }

    /** Lets the clock run. */
    public void begin() {
        beganNanos = System.nanoTime();
    }

    @Override
    public Instant instant() {
        long began = beganNanos;
        if (began < 0) {
            return start;
        }
        long played = (long) ((System.nanoTime() - began) * speed);
        return start.plusNanos(Math.min(played, length.toNanos()));
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
        return !instant().isBefore(start.plus(length));
    }

    /** Real milliseconds until the clock says {@code seconds} since the change; 0 when that has passed. */
    long realMillisUntil(double seconds) {
        return (long) Math.max(0, (seconds - sinceChange()) * 1000 / speed);
    }
}
