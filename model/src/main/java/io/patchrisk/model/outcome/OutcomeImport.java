// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.outcome;

import io.patchrisk.model.outcome.Rejection.Reason;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/** Rows of another installation as they are read: each line is taken, or rejected with its number and a reason. */
public final class OutcomeImport {

    /** Rejected lines that are named; those beyond are only counted. */
    public static final int MOST_NAMED = 100;

    private final List<Line> lines = new ArrayList<>();
    private final List<Rejection> rejections = new ArrayList<>();
    private final Map<Reason, Integer> counts = new EnumMap<>(Reason.class);
    private final Set<String> runs = new HashSet<>();
    private @Nullable Map<String, Integer> columns;

    private OutcomeImport() {}

    /** A row and the number of its line. */
    public record Line(long number, OutcomeRow row) {}

    /**
     * What was read.
     *
     * @param lines lines that are rows
     * @param rejections rejected lines, at most {@link #MOST_NAMED}
     * @param counts all of them by reason
     */
    public record Result(List<Line> lines, List<Rejection> rejections, Map<Reason, Integer> counts) {
        public Result {
            lines = List.copyOf(lines);
            rejections = List.copyOf(rejections);
            counts = Map.copyOf(counts);
        }

        public List<OutcomeRow> rows() {
            return lines.stream().map(Line::row).toList();
        }

        /** How many lines were not taken. */
        public int rejected() {
            return counts.values().stream().mapToInt(Integer::intValue).sum();
        }
    }

    /** Reads all lines of a text; nothing in it makes this fail. Memory grows with the text, which the caller bounds. */
    public static Result read(Reader in) {
        OutcomeImport reading = new OutcomeImport();
        long line = 0;
        try (CSVParser parser = OutcomeCsv.FORMAT.parse(in)) {
            for (CSVRecord record : parser) {
                line = parser.getCurrentLineNumber();
                if (reading.columns != null) {
                    reading.take(record, reading.columns, line);
                } else if (!reading.header(record, line)) {
                    return reading.result();
                }
            }
            if (reading.columns == null) {
                reading.reject(1, Reason.HEADER, "the text is empty");
            }
        } catch (IOException | UncheckedIOException | IllegalStateException e) {
            reading.reject(line + 1, Reason.NOT_CSV, "this and what follows is no CSV: " + e.getMessage());
        }
        return reading.result();
    }

    private boolean header(CSVRecord header, long line) {
        Map<String, Integer> places = new HashMap<>();
        for (int i = 0; i < header.size(); i++) {
            if (places.put(header.get(i), i) != null) {
                reject(line, Reason.HEADER, "column " + OutcomeCells.quoted(header.get(i)) + " is there twice");
                return false;
            }
        }
        for (String name : OutcomeCsv.header()) {
            if (!places.containsKey(name)) {
                reject(line, Reason.HEADER, "column " + name + " is missing");
                return false;
            }
        }
        columns = places;
        return true;
    }

    private void take(CSVRecord record, Map<String, Integer> places, long line) {
        try {
            OutcomeRow row = new OutcomeCells(record, places).row();
            if (runs.add(row.run())) {
                lines.add(new Line(line, row));
            } else {
                reject(line, Reason.REPEATED, "run " + row.run() + " was there before");
            }
        } catch (OutcomeCells.Refused e) {
            reject(line, e.reason(), String.valueOf(e.getMessage()));
        }
    }

    private void reject(long line, Reason reason, String detail) {
        counts.merge(reason, 1, Integer::sum);
        if (rejections.size() < MOST_NAMED) {
            rejections.add(new Rejection(line, reason, detail));
        }
    }

    private Result result() {
        return new Result(lines, rejections, counts);
    }
}
