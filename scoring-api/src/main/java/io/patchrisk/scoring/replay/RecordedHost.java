// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.replay;

import io.patchrisk.collector.capture.Capture;
import io.patchrisk.collector.capture.CaptureMeta;
import io.patchrisk.collector.capture.CaptureReader;
import io.patchrisk.collector.capture.Datagram;
import io.patchrisk.collector.capture.Scrape;
import io.patchrisk.collector.exposition.ExpositionParser;
import io.patchrisk.collector.exposition.Samples;
import io.patchrisk.collector.log.KernelLogReader;
import io.patchrisk.collector.netconsole.NetconsoleStream;
import io.patchrisk.collector.signal.SignalCatalogue;
import io.patchrisk.collector.signal.SignalReader;
import io.patchrisk.model.fact.HostId;
import io.patchrisk.model.fact.HostRecord;
import io.patchrisk.model.fact.LogFact;
import io.patchrisk.model.fact.PatchName;
import io.patchrisk.model.fact.PatchSighting;
import io.patchrisk.model.fact.Reading;
import io.patchrisk.model.fact.Seconds;
import io.patchrisk.model.fact.Series;
import io.patchrisk.model.fact.Signal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One capture as the collector would have seen it, moved in time so that its change comes at {@link #ORIGIN}.
 *
 * @param path its folder
 * @param meta what the capture says of itself; only patch name, functions and times are used for scoring
 * @param record what the collector made of it
 */
public record RecordedHost(Path path, CaptureMeta meta, HostRecord record) {

    /** Where every capture's change is put, seconds since the epoch; any instant does. */
    public static final double ORIGIN = 1_800_000_000;

    /** Reads captures side by side; throws {@link UncheckedIOException}, naming file and line, at one it cannot read. */
    public static List<RecordedHost> readAll(
            Collection<Path> folders, SignalCatalogue catalogue, Consumer<Path> progress) {
        return folders.parallelStream()
                .map(folder -> {
                    try {
                        RecordedHost host = of(folder, CaptureReader.read(folder), catalogue);
                        progress.accept(folder);
                        return host;
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .toList();
    }

    static RecordedHost of(Path folder, Capture capture, SignalCatalogue catalogue) {
        double shift = ORIGIN - capture.meta().changeAt();
        Metrics metrics = Metrics.of(capture, catalogue, shift);
        HostRecord record = new HostRecord(
                new HostId(capture.id()),
                capture.meta().kernel(),
                metrics.series,
                metrics.scrapes,
                capture.meta().scrapeInterval(),
                log(capture, shift),
                metrics.sightings,
                metrics.reboots,
                List.of(),
                claimed(capture.meta()),
                end(capture) + shift,
                lastDatagram(capture, shift));
        return new RecordedHost(folder, capture.meta(), record);
    }

    /** The host as it was known at a time in seconds since the epoch: without what was measured and heard later. */
    public RecordedHost until(double now) {
        NavigableMap<Signal, Series> series = new TreeMap<>();
        record.signals().forEach((signal, all) -> series.put(signal, all.between(Double.NEGATIVE_INFINITY, now)));
        HostRecord known = new HostRecord(
                record.host(),
                record.stratum(),
                series,
                record.scrapes().stream().filter(at -> at <= now).toList(),
                record.scrapeInterval(),
                record.log().stream()
                        .filter(fact -> Seconds.of(fact.at()) <= now)
                        .toList(),
                record.sightings().stream()
                        .filter(sighting -> Seconds.of(sighting.at()) <= now)
                        .toList(),
                record.reboots().stream().filter(at -> at <= now).toList(),
                record.plannedReboots(),
                record.claimedAt(),
                record.watchedUntil(),
                record.logProven());
        return new RecordedHost(path, meta, known);
    }

    /** The name under which the kernel knows the patch; null for a control. */
    public @Nullable PatchName patchName() {
        var patch = meta.patch();
        return patch == null ? null : new PatchName(patch.name());
    }

    public List<String> patchedFunctions() {
        var patch = meta.patch();
        return patch == null ? List.of() : patch.functions();
    }

    /** A control has no patch of its own; asked to pass for a patched host, it passes for one from its change on. */
    private static @Nullable Instant claimed(CaptureMeta meta) {
        return meta.patch() == null ? Seconds.instant(ORIGIN) : null;
    }

    private static double end(Capture capture) {
        double end = capture.meta().changeAt();
        for (Scrape scrape : capture.scrapes()) {
            end = Math.max(end, scrape.at());
        }
        for (Datagram datagram : capture.datagrams()) {
            end = Math.max(end, datagram.at());
        }
        return end;
    }

    private static @Nullable Instant lastDatagram(Capture capture, double shift) {
        List<Datagram> datagrams = capture.datagrams();
        return datagrams.isEmpty()
                ? null
                : Seconds.instant(datagrams.get(datagrams.size() - 1).at() + shift);
    }

    private static List<LogFact> log(Capture capture, double shift) {
        NetconsoleStream stream = new NetconsoleStream();
        KernelLogReader reader = new KernelLogReader();
        List<LogFact> facts = new ArrayList<>();
        Instant arrival = Instant.EPOCH;
        for (Datagram datagram : capture.datagrams()) {
            arrival = Seconds.instant(datagram.at() + shift);
            stream.accept(datagram.bytes(), arrival).forEach(line -> facts.addAll(reader.feed(line)));
        }
        stream.drain(arrival).forEach(line -> facts.addAll(reader.feed(line)));
        facts.addAll(reader.flush());
        return facts;
    }

    /** What the scrapes of a capture gave. */
    private static final class Metrics {

        private final NavigableMap<Signal, Series> series = new TreeMap<>();
        private final List<Double> scrapes = new ArrayList<>();
        private final List<Double> reboots = new ArrayList<>();
        private final List<PatchSighting> sightings = new ArrayList<>();

        static Metrics of(Capture capture, SignalCatalogue catalogue, double shift) {
            Metrics metrics = new Metrics();
            ExpositionParser parser = catalogue.parser();
            double interval = capture.meta().scrapeInterval();
            SignalReader reader = catalogue.reader(Duration.ofNanos((long) (interval * 1e9)));
            NavigableMap<String, Points> points = new TreeMap<>();
            for (Scrape scrape : capture.scrapes()) {
                Samples samples = parser.parse(scrape.body());
                if (samples.size() > 0 && samples.complete()) {
                    Instant at = Seconds.instant(scrape.at() + shift);
                    reader.missed(metrics.missedUntil(scrape.at() + shift, interval));
                    metrics.take(reader.read(at, scrape.durationMs() / 1e3, samples), points);
                }
            }
            points.forEach((name, collected) ->
                    catalogue.signal(name).ifPresent(signal -> metrics.series.put(signal, collected.series())));
            return metrics;
        }

        /** A recording has no row where a host did not answer. */
        private long missedUntil(double at, double interval) {
            double last = scrapes.isEmpty() ? at : scrapes.get(scrapes.size() - 1);
            return Math.max(0, Math.round((at - last) / interval) - 1);
        }

        private void take(Reading reading, NavigableMap<String, Points> points) {
            double at = Seconds.of(reading.at());
            scrapes.add(at);
            if (reading.rebooted()) {
                reboots.add(at);
            }
            sightings.addAll(reading.patches());
            reading.values()
                    .forEach((name, value) ->
                            points.computeIfAbsent(name, key -> new Points()).add(at, value));
        }
    }

    /** A series in the making. */
    private static final class Points {

        private final List<Double> at = new ArrayList<>();
        private final List<Double> value = new ArrayList<>();

        void add(double time, double measured) {
            at.add(time);
            value.add(measured);
        }

        Series series() {
            return Series.of(
                    at.stream().mapToDouble(Double::doubleValue).toArray(),
                    value.stream().mapToDouble(Double::doubleValue).toArray());
        }
    }
}
