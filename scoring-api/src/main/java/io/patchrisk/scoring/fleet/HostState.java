// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.fleet;

import io.patchrisk.collector.log.KernelLogReader;
import io.patchrisk.collector.log.LogLine;
import io.patchrisk.model.fact.HostId;
import io.patchrisk.model.fact.HostRecord;
import io.patchrisk.model.fact.LivepatchMessage;
import io.patchrisk.model.fact.LogFact;
import io.patchrisk.model.fact.PatchName;
import io.patchrisk.model.fact.PatchSighting;
import io.patchrisk.model.fact.Reading;
import io.patchrisk.model.fact.Seconds;
import io.patchrisk.model.fact.Series;
import io.patchrisk.model.fact.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is known of one host now. Confined to the fleet's thread. */
public final class HostState {

    /** Logs are parsed and bounded; a host that floods is heard, not followed for ever. */
    private static final int MOST_LOG_FACTS = 2_000;

    /** A report whose end did not come within this is taken as it is. */
    private static final Duration QUIET = Duration.ofSeconds(2);

    private final HostId host;
    private final String stratum;
    private final double scrapeInterval;
    private final Map<String, Track> tracks = new HashMap<>();
    private final List<Double> scrapes = new ArrayList<>();
    private final List<Double> reboots = new ArrayList<>();
    private final List<LogFact> log = new ArrayList<>();
    private final List<PatchSighting> sightings = new ArrayList<>();
    private final KernelLogReader reader = new KernelLogReader();
    private @Nullable Instant lastReading;
    private @Nullable Instant lastLog;
    private @Nullable Instant lastLine;
    private @Nullable Instant lastPatchState;
    private double boot;

    HostState(HostId host, String stratum, Duration scrapeInterval) {
        this.host = host;
        this.stratum = stratum;
        this.scrapeInterval = scrapeInterval.toNanos() / 1e9;
    }

    void read(Reading reading, double keepSeconds) {
        double at = Seconds.of(reading.at());
        if (!scrapes.isEmpty() && at <= scrapes.get(scrapes.size() - 1)) {
            return;
        }
        scrapes.add(at);
        if (reading.rebooted()) {
            reboots.add(at);
        }
        boot = reading.boot() > 0 ? reading.boot() : boot;
        reading.values()
                .forEach((signal, value) ->
                        tracks.computeIfAbsent(signal, key -> new Track()).add(at, value));
        lastReading = reading.at();
        if (reading.patchStateKnown()) {
            saw(reading.at(), reading.patches());
        }
        forget(at - keepSeconds);
    }

    void saw(Instant at, List<PatchSighting> patches) {
        lastPatchState = at;
        for (PatchSighting sighting : patches) {
            PatchSighting last = lastSighting(sighting.patch());
            if (last == null
                    || last.enabled() != sighting.enabled()
                    || last.inTransition() != sighting.inTransition()) {
                sightings.add(sighting);
            }
        }
    }

    /** Takes kernel log lines. The reader gives no patch instant from lines that were sent again. */
    void hear(List<LogLine> lines, Instant arrived) {
        lastLog = arrived;
        lastLine = arrived;
        lines.forEach(line -> reader.feed(line).forEach(this::keep));
    }

    /** Takes a report whose end is not to be expected any more. */
    void settleLog(Instant now) {
        Instant last = lastLine;
        if (last != null && now.isAfter(last.plus(QUIET))) {
            reader.flush().forEach(this::keep);
            lastLine = null;
        }
    }

    private void keep(LogFact fact) {
        if (log.size() < MOST_LOG_FACTS || fact instanceof LivepatchMessage) {
            log.add(fact);
        }
    }

    private void forget(double before) {
        tracks.values().forEach(track -> track.dropBefore(before));
        while (!scrapes.isEmpty() && scrapes.get(0) < before) {
            scrapes.remove(0);
        }
    }

    private @Nullable PatchSighting lastSighting(PatchName patch) {
        for (int i = sightings.size() - 1; i >= 0; i--) {
            if (sightings.get(i).patch().equals(patch)) {
                return sightings.get(i);
            }
        }
        return null;
    }

    /** A copy of everything, for one assessment. */
    public HostRecord record(Map<String, Signal> signals, @Nullable Instant claimedAt, List<Double> plannedReboots) {
        NavigableMap<Signal, Series> series = new TreeMap<>();
        tracks.forEach((name, track) -> {
            Signal signal = signals.get(name);
            if (signal != null) {
                series.put(signal, track.series());
            }
        });
        return new HostRecord(
                host,
                stratum,
                series,
                scrapes,
                scrapeInterval,
                log,
                sightings,
                reboots,
                plannedReboots,
                claimedAt,
                null,
                lastLog);
    }

    public HostId host() {
        return host;
    }

    public String stratum() {
        return stratum;
    }

    public double scrapeInterval() {
        return scrapeInterval;
    }

    public @Nullable Instant lastReading() {
        return lastReading;
    }

    public @Nullable Instant lastLog() {
        return lastLog;
    }

    public @Nullable Instant lastPatchState() {
        return lastPatchState;
    }

    /** Boot time the host stated, seconds since the epoch; 0 when it stated none. */
    public double boot() {
        return boot;
    }

    /** Seconds since the epoch of the oldest scrape that is kept; positive infinity when there is none. */
    public double firstScrape() {
        return scrapes.isEmpty() ? Double.POSITIVE_INFINITY : scrapes.get(0);
    }

    /** Seconds since the epoch at which a new boot was noticed, for those whose cause somebody may declare. */
    public List<Double> reboots() {
        return List.copyOf(reboots);
    }

    public List<LogFact> log() {
        return List.copyOf(log);
    }

    public List<PatchSighting> sightings() {
        return List.copyOf(sightings);
    }

    /** Whether any live patch came or went after a time, in seconds since the epoch. */
    public boolean changedPatchesSince(double time) {
        return log.stream().anyMatch(fact -> fact instanceof LivepatchMessage && Seconds.of(fact.at()) > time)
                || sightings.stream()
                        .anyMatch(sighting ->
                                Seconds.of(sighting.at()) > time && Seconds.of(sighting.at()) > firstScrape());
    }
}
