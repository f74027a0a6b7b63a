// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.app;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The clock of a service and how fast it runs. Only a service that plays recordings runs faster than real time.
 *
 * @param clock what the service takes for the time
 * @param speed seconds of the service's clock in one real second
 */
public record Pace(InstantSource clock, double speed) {

    public static Pace real() {
        return new Pace(Clock.systemUTC(), 1);
    }

    /** A clock that starts at {@code start} now and runs {@code speed} times as fast as real time. */
    public static Pace faster(Instant start, double speed) {
        long began = System.nanoTime();
        return new Pace(() -> start.plusNanos((long) ((System.nanoTime() - began) * speed)), speed);
    }

    /** Real time that passes while {@code span} passes on the service's clock; at least one millisecond. */
    public Duration real(Duration span) {
        return Duration.ofMillis(Math.max(1, (long) (span.toMillis() / speed)));
    }
}
