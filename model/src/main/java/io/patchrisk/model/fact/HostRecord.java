// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.fact;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Everything known of one host over the time that is judged.
 *
 * @param host its id
 * @param stratum what must be equal for two hosts to be compared (kernel build, hardware class, role)
 * @param signals measured values by signal
 * @param scrapes seconds since the epoch at which metrics arrived, in order of time
 * @param scrapeInterval seconds between two scrapes as planned
 * @param log what the kernel log said, in order of time
 * @param sightings live-patch states, in order of time
 * @param reboots seconds since the epoch at which a new boot was noticed
 * @param plannedReboots those of them that somebody declared or a shutdown sequence announced
 * @param claimedAt when a tool says the host was patched; null when none said so
 * @param watchedUntil seconds since the epoch after which nobody listened to this host; null while somebody does
 * @param logProven when something last arrived by the log channel, or oops counters were scraped; null if never
 */
public record HostRecord(
        HostId host,
        String stratum,
        NavigableMap<Signal, Series> signals,
        List<Double> scrapes,
        double scrapeInterval,
        List<LogFact> log,
        List<PatchSighting> sightings,
        List<Double> reboots,
        List<Double> plannedReboots,
        @Nullable Instant claimedAt,
        @Nullable Double watchedUntil,
        @Nullable Instant logProven) {

    public HostRecord {
        signals = Collections.unmodifiableNavigableMap(new TreeMap<>(signals));
        scrapes = List.copyOf(scrapes);
        log = List.copyOf(log);
        sightings = List.copyOf(sightings);
        reboots = List.copyOf(reboots);
        plannedReboots = List.copyOf(plannedReboots);
        if (!(scrapeInterval > 0)) {
            throw new IllegalArgumentException("host " + host + ": scrape interval must be positive");
        }
    }

    /** The values of a signal; empty when it was never measured here. */
    public Series series(Signal signal) {
        return signals.getOrDefault(signal, Series.empty());
    }
}
