// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.dataset;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Reader of small CSV files with a header, whose errors name the file and the line. */
final class CsvLines {

    private static final CSVFormat FORMAT = CSVFormat.RFC4180
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .setIgnoreEmptyLines(true)
            .get();

    /** What is made of one line. */
    interface Taker {

        /** Throws {@link IllegalArgumentException} when the line makes no sense. */
        void take(CSVRecord line);
    }

    private CsvLines() {}

    /** Gives each line to {@code taker}; throws when a column of {@code columns} is missing, or at the first bad line. */
    static void read(Path file, List<String> columns, Taker taker) throws IOException {
        try (BufferedReader reader = Files.newBufferedReader(file);
                CSVParser parser = FORMAT.parse(reader)) {
            List<String> header = parser.getHeaderNames();
            if (!header.containsAll(columns)) {
                throw new IOException(file + ": needs the columns " + String.join(", ", columns) + "; its header has "
                        + (header.isEmpty() ? "none" : String.join(", ", header)));
            }
            take(file, parser, taker);
        } catch (IllegalArgumentException wrong) {
            throw new IOException(file + ": " + wrong.getMessage(), wrong);
        }
    }

    private static void take(Path file, CSVParser parser, Taker taker) throws IOException {
        try {
            for (CSVRecord line : parser) {
                taker.take(line);
            }
        } catch (IllegalArgumentException | UncheckedIOException wrong) {
            throw new IOException(file + " line " + parser.getCurrentLineNumber() + ": " + wrong.getMessage(), wrong);
        }
    }

    /** The value of a column; throws when the line is too short, or the value empty. */
    static String need(CSVRecord line, String column) {
        String value = line.isSet(column) ? line.get(column).strip() : "";
        if (value.isEmpty()) {
            throw new IllegalArgumentException("has no " + column);
        }
        return value;
    }
}
