// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.training;

import io.patchrisk.model.feature.Feature;
import io.patchrisk.model.feature.FeatureVector;
import io.patchrisk.model.risk.RiskModel;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;

/** Training rows as CSV with a header: {@code run, group, headline, label, hidden, weight}, then one column a feature. */
public final class TrainingCsv {

    private static final CSVFormat FORMAT = CSVFormat.RFC4180
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .setRecordSeparator('\n')
            .get();

    private TrainingCsv() {}

    public static void write(List<TrainingRow> rows, Appendable out) throws IOException {
        List<String> header = new ArrayList<>(List.of("run", "group", "headline", "label", "hidden", "weight"));
        for (Feature feature : Feature.values()) {
            header.add(feature.word());
        }
        CSVPrinter printer = FORMAT.builder()
                .setHeader(header.toArray(String[]::new))
                .setSkipHeaderRecord(false)
                .get()
                .print(out);
        for (TrainingRow row : rows) {
            List<Object> record = new ArrayList<>(List.of(
                    row.run(),
                    row.group(),
                    row.headline(),
                    row.harmful() ? RiskModel.HARMFUL : RiskModel.BENIGN,
                    row.hidden(),
                    row.weight()));
            for (Feature feature : Feature.values()) {
                record.add(
                        row.features().isMissing(feature) ? "" : row.features().get(feature));
            }
            printer.printRecord(record);
        }
    }

    /** Reads rows; throws {@link IOException}, naming line and column, at the first that is none. */
    public static List<TrainingRow> read(Reader in) throws IOException {
        List<TrainingRow> rows = new ArrayList<>();
        CSVParser parser = FORMAT.parse(in);
        try {
            for (CSVRecord record : parser) {
                rows.add(row(record));
            }
        } catch (IllegalArgumentException | UncheckedIOException e) {
            throw new IOException("training row in line " + parser.getCurrentLineNumber() + ": " + e.getMessage(), e);
        }
        return rows;
    }

    private static TrainingRow row(CSVRecord record) {
        String label = record.get("label");
        if (!label.equals(RiskModel.HARMFUL) && !label.equals(RiskModel.BENIGN)) {
            throw new IllegalArgumentException("label is '" + label + "', not harmful or benign");
        }
        return new TrainingRow(
                record.get("run"),
                record.get("group"),
                truth(record, "headline"),
                label.equals(RiskModel.HARMFUL),
                features(record),
                truth(record, "hidden"),
                number(record, "weight"));
    }

    /** The features of a line, an empty one missing; throws {@link IllegalArgumentException}, naming the column, at what is no number. */
    static FeatureVector features(CSVRecord record) {
        Map<Feature, Double> values = new EnumMap<>(Feature.class);
        Set<Feature> missing = EnumSet.noneOf(Feature.class);
        for (Feature feature : Feature.values()) {
            if (record.get(feature.word()).isEmpty()) {
                missing.add(feature);
            } else {
                values.put(feature, number(record, feature.word()));
            }
        }
        return new FeatureVector(values, missing);
    }

    static double number(CSVRecord record, String column) {
        String text = record.get(column);
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(column + " is '" + text + "', not a number", e);
        }
    }

    static boolean truth(CSVRecord record, String column) {
        String text = record.get(column);
        if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException(column + " is '" + text + "', not true or false");
        }
        return text.equals("true");
    }
}
