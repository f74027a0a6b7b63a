// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.fleet;

import io.patchrisk.collector.log.LogLine;
import io.patchrisk.model.fact.BootBanner;
import io.patchrisk.model.fact.EventKind;
import io.patchrisk.model.fact.HostId;
import io.patchrisk.model.fact.HostRecord;
import io.patchrisk.model.fact.KernelEvent;
import io.patchrisk.model.fact.LivepatchMessage;
import io.patchrisk.model.fact.LogFact;
import io.patchrisk.model.fact.PatchSighting;
import io.patchrisk.model.fact.Reading;
import io.patchrisk.model.fact.Seconds;
import io.patchrisk.model.fact.Series;
import io.patchrisk.model.fact.Signal;
import io.patchrisk.model.livepatch.Load;
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

    /** Signals that the kernel's own counters of reports give; scraping both proves that no report is missed. */
    private static final Map<String, EventKind> COUNTED =
            new TreeMap<>(Map.of("kernel_oopses", EventKind.OOPS, "kernel_warnings", EventKind.WARNING));

    /** A host whose log was heard within this tells its reports itself; the counters would only tell them again. */
    private static final Duration LOG_HEARD = Duration.ofDays(1);

    private final HostId host;
    private final String stratum;
    private final double scrapeInterval;
    private final double reapplied;
    private final Map<String, Track> tracks = new HashMap<>();
    private final List<Double> scrapes = new ArrayList<>();
    private final SeenPatches seen = new SeenPatches();
    private final HeardLog log = new HeardLog();
    private final Boots boots = new Boots();
    private final HeardBoots heardBoots = new HeardBoots();
    private final HostCrashes crashes = new HostCrashes();
    private @Nullable Instant lastReading;
    private @Nullable Instant lastCounters;
    private @Nullable Double lastTried;
    private @Nullable Double unwatchedSince;
    private @Nullable String release;

    HostState(HostId host, String stratum, Duration scrapeInterval, Duration reapplied) {
        this.host = host;
        this.stratum = stratum;
        this.scrapeInterval = scrapeInterval.toNanos() / 1e9;
        this.reapplied = reapplied.toNanos() / 1e9;
    }

    void read(Reading reading, double keepSeconds) {
        double at = Seconds.of(reading.at());
        if (!scrapes.isEmpty() && at <= scrapes.get(scrapes.size() - 1)) {
            return;
        }
        scrapes.add(at);
        boots.read(reading);
        reading.values()
                .forEach((signal, value) ->
                        tracks.computeIfAbsent(signal, key -> new Track()).add(at, value));
        lastReading = reading.at();
        release = reading.release() == null ? release : reading.release();
        lastTried = at;
        unwatchedSince = null;
        readCounters(reading);
        if (reading.patchStateKnown()) {
            saw(reading.at(), reading.patches());
        }
        forget(at - keepSeconds);
    }

    /** A look that gave nothing. When that was our own fault, nobody was watching; it says nothing of the host. */
    void missed(Instant at, boolean ownFault) {
        double time = Seconds.of(at);
        if (!ownFault) {
            lastTried = time;
            unwatchedSince = null;
        } else if (unwatchedSince == null) {
            Double tried = lastTried;
            unwatchedSince = tried == null ? Double.valueOf(time) : tried;
        }
    }

    private void readCounters(Reading reading) {
        if (!reading.values().keySet().containsAll(COUNTED.keySet())) {
            return;
        }
        lastCounters = reading.at();
        Instant heard = log.lastArrival();
        if (heard != null && heard.plus(LOG_HEARD).isAfter(reading.at())) {
            return;
        }
        COUNTED.forEach((signal, kind) -> {
            if (reading.values().getOrDefault(signal, 0.0) > 0) {
                log.take(counted(kind, reading.at()), false);
            }
        });
    }

    /** A report of which only the kernel's counter is known: nothing can tie it to a patch, and somebody must look. */
    private static KernelEvent counted(EventKind kind, Instant at) {
        String title = kind + " counted by the kernel; its log is not observed";
        return new KernelEvent(at, kind, title, null, List.of(), List.of(), "", "counted-" + kind, title);
    }

    void saw(Instant at, List<PatchSighting> patches) {
        seen.saw(at, patches);
    }

    /** Takes kernel log lines; of lines that were sent again, the reader withholds what would be taken for an instant. */
    void hear(List<LogLine> lines, Instant arrived) {
        int known = log.facts().size();
        log.hear(lines, arrived);
        heardBoots.hear(lines);
        noteBoots(known);
    }

    /** Takes the log of a crash. It proves no channel: a dump is read long after. */
    void hearCrash(FleetFact.CrashLogHeard heard) {
        int known = log.facts().size();
        crashes.hear(heard, log);
        noteBoots(known);
    }

    /** What crashes of this host left behind. */
    public HostCrashes crashes() {
        return crashes;
    }

    /** Where the stamps of its boots lie in time. */
    public HeardBoots heardBoots() {
        return heardBoots;
    }

    /** Takes a report whose end is not to be expected any more. */
    void settleLog(Instant now) {
        log.settle(now);
    }

    private void noteBoots(int known) {
        if (log.facts().size() != known) {
            log.facts().stream()
                    .filter(BootBanner.class::isInstance)
                    .map(BootBanner.class::cast)
                    .forEach(this::booted);
        }
    }

    private void booted(BootBanner banner) {
        boots.banner(Seconds.of(banner.at()));
        Instant read = lastReading;
        if (release == null || read == null || banner.at().isAfter(read)) {
            release = banner.release();
        }
    }

    private void forget(double before) {
        tracks.values().forEach(track -> track.dropBefore(before));
        while (!scrapes.isEmpty() && scrapes.get(0) < before) {
            scrapes.remove(0);
        }
    }

    /**
     * A copy, for one assessment.
     *
     * @param signals those whose values are wanted, by name
     * @param endsAt seconds since the epoch after which this host tells nothing of the patch; null when it goes on
     */
    HostRecord record(
            Map<String, Signal> signals,
            @Nullable Instant claimedAt,
            List<Double> plannedReboots,
            @Nullable Double endsAt) {
        NavigableMap<Signal, Series> series = new TreeMap<>();
        signals.forEach((name, signal) -> {
            Track track = tracks.get(name);
            if (track != null) {
                series.put(signal, track.series());
            }
        });
        LivepatchHistory patches = LivepatchHistory.of(log.facts(), seen.changes(), boots, firstScrape(), reapplied);
        return new HostRecord(
                host,
                stratum,
                series,
                scrapes,
                scrapeInterval,
                patches.log(),
                patches.sightings(),
                boots.noticed(),
                plannedReboots,
                claimedAt,
                earlier(endsAt, unwatchedSince),
                logProven());
    }

    private static @Nullable Double earlier(@Nullable Double one, @Nullable Double other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return Math.min(one, other);
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

    /** Kernel release it runs: as its metrics state it, or as its log said at boot; null until either did. */
    public @Nullable String release() {
        return release;
    }

    public @Nullable Instant lastReading() {
        return lastReading;
    }

    /** When its kernel log last proved to be observed: a line arrived, or the kernel's counters of reports were read. */
    public @Nullable Instant logProven() {
        Instant heard = log.lastArrival();
        Instant counters = lastCounters;
        if (heard == null || counters == null) {
            return heard == null ? counters : heard;
        }
        return heard.isAfter(counters) ? heard : counters;
    }

    public @Nullable Instant lastPatchState() {
        return seen.last();
    }

    /** Since when nobody looked at this host, by our own fault, in seconds since the epoch; null while it is looked at. */
    public @Nullable Double unwatchedSince() {
        return unwatchedSince;
    }

    /** Seconds since the epoch of the oldest scrape that is kept; positive infinity when there is none. */
    public double firstScrape() {
        return scrapes.isEmpty() ? Double.POSITIVE_INFINITY : scrapes.get(0);
    }

    /** Seconds since the epoch at which a new boot was noticed, for those whose cause somebody may declare. */
    public List<Double> reboots() {
        return boots.noticed();
    }

    public List<LogFact> log() {
        return log.facts();
    }

    public List<PatchSighting> sightings() {
        return seen.changes();
    }

    /** Live patches as the newest look at the kernel's own list showed them. */
    public List<PatchSighting> listed() {
        return seen.listed();
    }

    /** Loads of live patches as the kernel's log tells them, and what its own list says of them since. */
    public List<Load> loads() {
        return seen.loads(log(), boots.noticed());
    }

    /** Whether any live patch came or went after a time, in seconds since the epoch. */
    public boolean changedPatchesSince(double time) {
        return log().stream().anyMatch(fact -> fact instanceof LivepatchMessage && Seconds.of(fact.at()) > time)
                || sightings().stream()
                        .anyMatch(sighting ->
                                Seconds.of(sighting.at()) > time && Seconds.of(sighting.at()) > firstScrape());
    }
}
