// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.capture;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.zip.GZIPOutputStream;

/** Writer of capture folders in format {@code patchrisk-capture/2}: nothing that was read is lost. */
public final class CaptureWriter {

    private static final JsonMapper JSON = new JsonMapper();

    private CaptureWriter() {}

    /** Writes {@code capture} into {@code folder}, which is made if needed; files that are there are replaced. */
    public static void write(Capture capture, Path folder) throws CaptureException {
        try {
            Files.createDirectories(folder);
            ObjectNode meta = capture.meta().document().deepCopy();
            meta.put("format", CaptureReader.FORMAT_2);
            Files.writeString(
                    folder.resolve("meta.json"),
                    JSON.writerWithDefaultPrettyPrinter().writeValueAsString(meta) + "\n");
            writeScrapes(capture.scrapes(), folder.resolve("scrapes.jsonl.gz"));
            writeRows(capture.datagrams(), CaptureWriter::row, folder.resolve("netconsole.jsonl.gz"));
            writeRows(capture.livepatch(), CaptureWriter::row, folder.resolve("livepatch.jsonl.gz"));
            if (capture.crashLog() != null) {
                writeText(capture.crashLog(), folder.resolve("vmcore-dmesg.txt.gz"));
            }
        } catch (IOException failed) {
            throw new CaptureException(folder, "cannot write the capture: " + failed.getMessage(), failed);
        }
    }

    private static void writeScrapes(List<Scrape> scrapes, Path file) throws IOException {
        RecordedAnswer[] previous = {RecordedAnswer.empty()};
        writeRows(
                scrapes,
                scrape -> {
                    ObjectNode row = row(scrape, previous[0]);
                    previous[0] = scrape.answer();
                    return row;
                },
                file);
    }

    private static ObjectNode row(Scrape scrape, RecordedAnswer previous) {
        ObjectNode row = JSON.createObjectNode();
        row.put("t", scrape.t());
        row.put("duration_ms", scrape.durationMs());
        RecordedAnswer answer = scrape.answer();
        Map<Integer, String> changes = answer.changesFrom(previous);
        if (previous.isEmpty() || answer.isEmpty() || 2 * changes.size() > answer.lineCount()) {
            return row.put("body", answer.text());
        }
        ArrayNode delta = row.putArray("delta");
        changes.forEach((index, line) -> delta.addArray().add(index).add(line));
        return row.put("lines", answer.lineCount());
    }

    private static ObjectNode row(Datagram datagram) {
        ObjectNode row = JSON.createObjectNode();
        Double recordedAt = datagram.recordedAt();
        if (recordedAt != null) {
            row.put("at", recordedAt);
        }
        return row.put("datagram", Base64.getEncoder().encodeToString(datagram.bytes()));
    }

    private static ObjectNode row(LivepatchState state) {
        return JSON.createObjectNode().put("t", state.t()).put("sysfs", state.sysfs());
    }

    private static <T> void writeRows(List<T> items, Function<T, ObjectNode> row, Path file) throws IOException {
        try (BufferedWriter out = gzip(file, StandardCharsets.UTF_8)) {
            for (T item : items) {
                out.write(JSON.writeValueAsString(row.apply(item)));
                out.write('\n');
            }
        }
    }

    private static void writeText(String text, Path file) throws IOException {
        try (BufferedWriter out = gzip(file, StandardCharsets.ISO_8859_1)) {
            out.write(text);
        }
    }

    private static BufferedWriter gzip(Path file, java.nio.charset.Charset charset) throws IOException {
        return new BufferedWriter(
                new OutputStreamWriter(new GZIPOutputStream(Files.newOutputStream(file), 65536), charset));
    }
}
