// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.capture;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reader of capture folders, formats {@code patchrisk-capture/1} and {@code /2}.
 *
 * <p>Format 2 differs in {@code scrapes.jsonl.gz} only: a row may carry {@code delta} (pairs of line index and line) and
 * {@code lines} (their number) against the row before, instead of {@code body}. In both, a row of
 * {@code netconsole.jsonl.gz} may carry {@code at}, seconds of guest uptime at which the datagram arrived.
 */
public final class CaptureReader {

    static final String FORMAT_1 = "patchrisk-capture/1";
    static final String FORMAT_2 = "patchrisk-capture/2";

    private CaptureReader() {}

    /** Reads all of a capture. */
    public static Capture read(Path folder) throws CaptureException {
        CaptureMeta meta = meta(folder);
        List<Scrape> recorded = scrapes(folder.resolve("scrapes.jsonl.gz"));
        BootClock clock = BootClock.of(recorded, meta.scrapeInterval());
        Path name = folder.toAbsolutePath().normalize().getFileName();
        return new Capture(
                name == null ? folder.toString() : name.toString(),
                meta,
                onOneClock(recorded, clock),
                datagrams(folder.resolve("netconsole.jsonl.gz"), clock),
                livepatch(folder.resolve("livepatch.jsonl.gz"), clock),
                crashLog(folder.resolve("vmcore-dmesg.txt.gz")));
    }

    /** Reads only what a capture says of itself, without its measurements. */
    public static CaptureMeta meta(Path folder) throws CaptureException {
        return MetaJson.read(folder.resolve("meta.json"));
    }

    private static List<Scrape> scrapes(Path file) throws CaptureException {
        List<Scrape> scrapes = new ArrayList<>();
        try (JsonRows rows = JsonRows.open(file)) {
            RecordedAnswer previous = RecordedAnswer.empty();
            while (rows.next()) {
                RecordedAnswer answer = answer(rows, previous);
                double t = rows.number("t");
                scrapes.add(new Scrape(t, t, rows.number("duration_ms"), answer));
                previous = answer;
            }
        }
        return scrapes;
    }

    private static List<Scrape> onOneClock(List<Scrape> recorded, BootClock clock) {
        BootClock.Pass pass = clock.pass();
        return recorded.stream()
                .map(scrape -> new Scrape(scrape.t(), pass.at(scrape.t()), scrape.durationMs(), scrape.answer()))
                .toList();
    }

    private static RecordedAnswer answer(JsonRows rows, RecordedAnswer previous) throws CaptureException {
        if (rows.has("body")) {
            return RecordedAnswer.of(rows.text("body")).sharingWith(previous);
        }
        int count = (int) rows.number("lines");
        if (count < 1 || count > 1_000_000) {
            throw rows.wrong("\"lines\" must lie between 1 and 1,000,000, is " + count);
        }
        Map<Integer, String> replaced = new HashMap<>();
        for (JsonNode change : rows.array("delta")) {
            if (!change.path(0).isInt() || !change.path(1).isTextual() || change.size() != 2) {
                throw rows.wrong("\"delta\" must hold pairs of line index and line, has " + change);
            }
            int index = change.path(0).intValue();
            if (index < 0 || index >= count) {
                throw rows.wrong("\"delta\" changes line " + index + " of " + count);
            }
            replaced.put(index, change.path(1).textValue());
        }
        return previous.changed(replaced, count);
    }

    private static List<Datagram> datagrams(Path file, BootClock clock) throws CaptureException {
        List<Datagram> datagrams = new ArrayList<>();
        ArrivalEstimate arrival = new ArrivalEstimate(clock);
        try (JsonRows rows = JsonRows.open(file)) {
            while (rows.next()) {
                byte[] bytes = bytes(rows);
                Double recordedAt = rows.has("at") ? Double.valueOf(rows.number("at")) : null;
                datagrams.add(new Datagram(bytes, recordedAt, arrival.of(bytes, recordedAt)));
            }
        }
        return datagrams;
    }

    private static byte[] bytes(JsonRows rows) throws CaptureException {
        try {
            return Base64.getDecoder().decode(rows.text("datagram"));
        } catch (IllegalArgumentException malformed) {
            throw rows.wrong("\"datagram\" is no base64: " + malformed.getMessage());
        }
    }

    private static List<LivepatchState> livepatch(Path file, BootClock clock) throws CaptureException {
        List<LivepatchState> states = new ArrayList<>();
        BootClock.Pass pass = clock.pass();
        try (JsonRows rows = JsonRows.open(file)) {
            while (rows.next()) {
                double t = rows.number("t");
                states.add(new LivepatchState(t, pass.at(t), rows.text("sysfs")));
            }
        }
        return states;
    }

    private static @Nullable String crashLog(Path file) throws CaptureException {
        if (!Files.exists(file)) {
            return null;
        }
        try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException broken) {
            throw new CaptureException(file, "cannot read the crash log: " + broken.getMessage(), broken);
        }
    }
}
