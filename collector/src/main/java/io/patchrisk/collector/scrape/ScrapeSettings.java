// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.scrape;

import java.time.Duration;

/**
 * How hosts are scraped.
 *
 * @param interval time between two scrapes of a host on the service's clock
 * @param period the same in real time; differs from {@code interval} only where a recording is played faster
 * @param timeout real time after which an answer is given up
 * @param maxInFlight how many hosts may be asked at once
 */
public record ScrapeSettings(Duration interval, Duration period, Duration timeout, int maxInFlight) {

    public ScrapeSettings {
        if (interval.toMillis() < 1 || period.toMillis() < 1 || timeout.toMillis() < 1 || maxInFlight < 1) {
            throw new IllegalArgumentException(
                    "scrapes need an interval, a period, a timeout of at least 1 ms and at least"
                            + " one request in flight; got " + interval + ", " + period + ", " + timeout + ", "
                            + maxInFlight);
        }
    }

    /** Scrapes in real time, each given up just before the next is due, and at most after 10 s as Prometheus has it. */
    public static ScrapeSettings every(Duration interval) {
        long timeout = Math.min(10_000, Math.max(1, interval.toMillis() * 9 / 10));
        return new ScrapeSettings(interval, interval, Duration.ofMillis(timeout), 256);
    }
}
