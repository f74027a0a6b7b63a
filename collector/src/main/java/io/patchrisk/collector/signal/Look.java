// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.signal;

import io.patchrisk.collector.exposition.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What must be remembered of one scrape until the next.
 *
 * @param at when the host was asked, by our clock
 * @param hostTime seconds since the epoch by the host's clock; NaN when it stated none
 * @param boot boot time the host stated; NaN when it stated none
 * @param monotonic counters that only a new boot sets back, in the order of {@link HostState#MONOTONIC}; NaN where absent
 * @param totals sums for each definition, in its order of selectors
 */
record Look(Instant at, double hostTime, double boot, List<Double> monotonic, List<Total[]> totals) {

    /** Seconds by which a boot time may differ without meaning anything: it is whole seconds and follows a slewed clock. */
    private static final double BOOT_JITTER = 5;

    static Look of(Instant at, Samples samples, List<Total[]> totals) {
        List<Double> monotonic = HostState.MONOTONIC.stream()
                .map(metric -> HostState.sum(samples, metric))
                .toList();
        return new Look(
                at,
                HostState.sum(samples, HostState.TIME),
                HostState.sum(samples, HostState.BOOT_TIME),
                monotonic,
                totals);
    }

    /**
     * Whether a new boot began since {@code before}. A clock that was set is none, so the stated boot time alone never
     * decides: uptime fell, or counters fell, or the boot moved to after our look before.
     */
    boolean bootedSince(Look before) {
        int fallen = 0;
        int compared = 0;
        for (int i = 0; i < monotonic.size(); i++) {
            double then = before.monotonic.get(i);
            double now = monotonic.get(i);
            compared += Double.isNaN(then) || Double.isNaN(now) ? 0 : 1;
            fallen += now < then ? 1 : 0;
        }
        boolean bootMoved = Math.abs(boot - before.boot) > BOOT_JITTER;
        boolean mostFell = fallen >= 2 && 2 * fallen > compared;
        boolean uptimeFell = uptime() < before.uptime() - BOOT_JITTER;
        boolean bootedAfterwards = seconds(at) - uptime() > seconds(before.at) + BOOT_JITTER;
        return mostFell || uptimeFell || (bootMoved && (fallen > 0 || bootedAfterwards));
    }

    private double uptime() {
        return hostTime - boot;
    }

    /**
     * Seconds since {@code before}: by the host's clock, which stamps the counters and does not know of our delays, else
     * by ours; empty when no time passed.
     */
    OptionalDouble elapsedSince(Look before) {
        double ours = Duration.between(before.at, at).toNanos() / 1e9;
        double theirs = hostTime - before.hostTime;
        // A clock that was set moves the stated boot time with it, and then tells nothing of what passed.
        boolean clockWasSet = !(Math.abs(boot - before.boot) < BOOT_JITTER);
        double elapsed = Double.isNaN(theirs) || clockWasSet ? ours : theirs;
        return elapsed > 0 ? OptionalDouble.of(elapsed) : OptionalDouble.empty();
    }

    private static double seconds(Instant instant) {
        return instant.getEpochSecond() + instant.getNano() / 1e9;
    }
}
