// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.benchmark;

import io.patchrisk.collector.capture.Capture;
import io.patchrisk.collector.capture.CaptureException;
import io.patchrisk.collector.capture.CaptureReader;
import io.patchrisk.collector.log.KernelLogReader;
import io.patchrisk.collector.log.LinePrefix;
import io.patchrisk.collector.log.LogLine;
import io.patchrisk.model.fact.KernelEvent;
import io.patchrisk.model.fact.LogFact;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Kernel log text of any length, repeated from what the kernels of the captures printed, in the form of a console. */
final class RecordedText {

    private static final Instant START = Instant.EPOCH;

    private final List<String> quiet = new ArrayList<>();
    private final List<String> reports = new ArrayList<>();

    private RecordedText() {}

    /** Reads the captures in a folder. */
    static RecordedText of(Path captures) {
        RecordedText text = new RecordedText();
        try (Stream<Path> folders = Files.list(captures)) {
            for (Path folder : folders.filter(Files::isDirectory).sorted().toList()) {
                text.add(CaptureReader.read(folder));
            }
        } catch (CaptureException e) {
            throw new IllegalStateException("cannot read the captures in " + captures, e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + captures, e);
        }
        return text;
    }

    /** Text without a report, at least {@code bytes} long. */
    byte[] quiet(int bytes) {
        return repeated(quiet, bytes);
    }

    /** Reports and nothing else, at least {@code bytes} long. */
    byte[] dense(int bytes) {
        return repeated(reports, bytes);
    }

    /** Text of which one line in eight belongs to a report, at least {@code bytes} long. */
    byte[] mixed(int bytes) {
        List<String> lines = new ArrayList<>();
        int next = 0;
        for (String line : reports) {
            lines.add(line);
            if (line.startsWith("---[ end ")) {
                for (int i = 0; i < 400; i++) {
                    lines.add(quiet.get(next++ % quiet.size()));
                }
            }
        }
        return repeated(lines, bytes);
    }

    private void add(Capture capture) {
        KernelLogReader reader = new KernelLogReader();
        List<String> lines = new ArrayList<>();
        List<LogFact> facts = new ArrayList<>();
        for (var datagram : capture.datagrams()) {
            LinePrefix record = LinePrefix.of(new String(datagram.bytes(), StandardCharsets.UTF_8)
                    .replaceFirst("\\n.*", "")
                    .strip());
            lines.add(record.text());
            facts.addAll(reader.feed(LogLine.bare(START, record.text())));
        }
        facts.addAll(reader.flush());
        List<String> found = facts.stream()
                .filter(KernelEvent.class::isInstance)
                .map(fact -> ((KernelEvent) fact).text())
                .toList();
        found.forEach(report -> reports.addAll(report.lines().toList()));
        if (found.isEmpty()) {
            quiet.addAll(lines);
        }
    }

    private static byte[] repeated(List<String> lines, int bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes + 1024);
        for (long i = 0; out.size() < bytes; i++) {
            // A millisecond a line, as on a serial console.
            String line = String.format(
                    Locale.ROOT, "[%5d.%06d] %s%n", i / 1000, i % 1000 * 1000, lines.get((int) (i % lines.size())));
            out.writeBytes(line.getBytes(StandardCharsets.UTF_8));
        }
        return out.toByteArray();
    }
}
