// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.corpus;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.patchrisk.collector.corpus.LabelledLog.Report;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/** How well the logs of a corpus are read: detection, titles, grouping, stacks. */
public final class Evaluation {

    public static final String DETECTION = "detection";
    public static final String QUIET = "quiet logs without a false alarm";
    public static final String TYPE = "type";
    public static final String KIND = "kind (title without function)";
    public static final String TITLE = "title or alternative, clean";
    public static final String CORRUPTED = "corrupted, F1";
    public static final String GROUPING_RECALL = "grouping by fingerprint, clean: recall";
    public static final String GROUPING_PRECISION = "grouping by fingerprint, clean: precision";
    public static final String STACKS = "first function and taint";

    private static final JsonMapper JSON = new JsonMapper();

    private final List<Reading> readings;

    private Evaluation(List<Reading> readings) {
        this.readings = readings;
    }

    /** Reads every log of a corpus, one JSON object a line. */
    public static Evaluation of(Path corpus) throws IOException {
        List<Reading> readings = new ArrayList<>();
        try (BufferedReader lines = Files.newBufferedReader(corpus, StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isBlank()) {
                    readings.add(Reading.of(LabelledLog.of(JSON.readTree(line))));
                }
            }
        }
        return new Evaluation(readings);
    }

    /** All figures that the corpus has labels for. */
    public List<Measure> measures() {
        List<Measure> measures = new ArrayList<>();
        if (readings.stream().anyMatch(reading -> reading.log().report() != null)) {
            measures.add(share(DETECTION, Report::kernel, (report, reading) -> reading.event() != null));
            measures.add(share(QUIET, Report::quiet, (report, reading) -> reading.event() == null));
            measures.add(share(
                    TYPE, Report::kernel, (report, reading) -> report.type().equals(reading.type())));
            measures.add(share(
                    KIND,
                    Report::kernel,
                    (report, reading) -> Reading.kind(report.title()).equals(Reading.kind(reading.title()))));
            measures.add(share(TITLE, Report::clean, (report, reading) -> meet(report, reading)));
            measures.add(corrupted());
            measures.addAll(new Grouping(readings).measures());
            measures.add(share(
                    "detection, with the harness' own messages",
                    report -> true,
                    (report, reading) -> report.quiet() == (reading.event() == null)));
            measures.add(share(
                    "type, with the harness' own messages",
                    report -> true,
                    (report, reading) -> report.type().equals(reading.type())));
            measures.add(share(
                    "title exactly, clean",
                    Report::clean,
                    (report, reading) -> report.title().equals(reading.title())));
        }
        if (readings.stream().anyMatch(reading -> reading.log().stack() != null)) {
            measures.add(stacks());
        }
        return measures;
    }

    private Measure share(String name, Predicate<Report> counted, BiPredicate<Report, Reading> right) {
        int good = 0;
        int all = 0;
        List<String> misses = new ArrayList<>();
        for (Reading reading : readings) {
            Report report = reading.log().report();
            if (report == null || !counted.test(report)) {
                continue;
            }
            all++;
            if (right.test(report, reading)) {
                good++;
            } else {
                misses.add(miss(
                        reading,
                        report.title() + " [" + report.type() + "]",
                        reading.title() + " [" + reading.type() + "]"));
            }
        }
        return new Measure(name, good, all, misses);
    }

    private static boolean meet(Report report, Reading reading) {
        return reading.names().stream().anyMatch(report.names()::contains);
    }

    private Measure corrupted() {
        int both = 0;
        int said = 0;
        int due = 0;
        List<String> misses = new ArrayList<>();
        for (Reading reading : readings) {
            Report report = reading.log().report();
            if (report == null || !report.kernel()) {
                continue;
            }
            said += reading.corrupted() ? 1 : 0;
            due += report.corrupted() ? 1 : 0;
            both += reading.corrupted() && report.corrupted() ? 1 : 0;
            if (reading.corrupted() != report.corrupted()) {
                misses.add(miss(
                        reading,
                        report.title() + (report.corrupted() ? " (corrupted)" : ""),
                        reading.title() + (reading.corrupted() ? " (corrupted)" : "")));
            }
        }
        return new Measure(CORRUPTED, 2.0 * both, (double) said + due, misses);
    }

    private Measure stacks() {
        int good = 0;
        int all = 0;
        List<String> misses = new ArrayList<>();
        for (Reading reading : readings) {
            LabelledLog.Stack stack = reading.log().stack();
            if (stack == null) {
                continue;
            }
            all++;
            String expected =
                    plain(Objects.requireNonNullElse(stack.firstFunction(), "")) + " taint " + stack.taintFlags();
            String got = reading.firstFunction() + " taint " + reading.taintFlags();
            if (expected.equals(got)) {
                good++;
            } else {
                misses.add(miss(reading, expected, got + ", " + reading.title()));
            }
        }
        return new Measure(STACKS, good, all, misses);
    }

    private static String plain(String function) {
        int dot = function.indexOf('.', 1);
        return dot < 0 ? function : function.substring(0, dot);
    }

    private static String miss(Reading reading, String expected, String got) {
        return reading.log().id() + ": expected " + expected + ", got " + got;
    }
}
