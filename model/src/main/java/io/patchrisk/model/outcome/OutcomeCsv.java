// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.outcome;

import io.patchrisk.model.feature.Feature;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/**
 * Labelled rows as CSV (RFC 4180 with line feeds): a header, then a line a rollout. A text that a spreadsheet would take
 * for a formula stands behind an apostrophe.
 */
public final class OutcomeCsv {

    static final String RUN = "run";
    static final String PATCH = "patch";
    static final String LABEL = "label";
    static final String RULE = "rule";
    static final String TOLD_AT = "told_at";
    static final String DECISION = "decision";
    static final String DECIDED_AT = "decided_at";
    static final String PATCHED = "patched";
    static final String CONTROLS = "controls";
    static final String FEATURE_VERSION = "feature_version";

    static final CSVFormat FORMAT =
            CSVFormat.RFC4180.builder().setRecordSeparator('\n').get();

    /** Fixed, because JDK 19 changed how the shortest decimal of a double is found, and the same bytes are promised. */
    private static final int DECIMALS = 9;

    /** What makes a spreadsheet calculate (OWASP, CSV injection). */
    private static final String FORMULA = "=+-@\t\r\n";

    private static final List<Column> COLUMNS = List.of(
            new Column(RUN, row -> text(row.run())),
            new Column(PATCH, row -> text(row.patch())),
            new Column(LABEL, row -> row.rule().label().word()),
            new Column(RULE, row -> row.rule().word()),
            new Column(TOLD_AT, OutcomeRow::toldAt),
            new Column(DECISION, row -> text(row.decision())),
            new Column(DECIDED_AT, OutcomeRow::decidedAt),
            new Column(PATCHED, OutcomeRow::patchedHosts),
            new Column(CONTROLS, OutcomeRow::controlHosts),
            new Column(FEATURE_VERSION, row -> Feature.VERSION));

    private record Column(String name, Function<OutcomeRow, Object> value) {}

    private OutcomeCsv() {}

    /** The header: what tells about a rollout, then the features in the order of {@link Feature}. */
    public static List<String> header() {
        return Stream.concat(
                        COLUMNS.stream().map(Column::name),
                        Stream.of(Feature.values()).map(Feature::word))
                .toList();
    }

    /** Writes header and rows; the same rows give the same bytes on every JDK. */
    public static void write(List<OutcomeRow> rows, Appendable out) throws IOException {
        CSVPrinter printer = FORMAT.print(out);
        printer.printRecord(header());
        for (OutcomeRow row : rows) {
            List<Object> record = new ArrayList<>();
            COLUMNS.forEach(column -> record.add(column.value().apply(row)));
            Map<String, Double> named = NamedFeatures.of(row.features());
            for (Feature feature : Feature.values()) {
                record.add(number(named.get(feature.word())));
            }
            printer.printRecord(record);
        }
        printer.flush();
    }

    /** Nothing where a value is missing. */
    private static String number(@Nullable Double value) {
        if (value == null) {
            return "";
        }
        BigDecimal rounded = new BigDecimal(value).setScale(DECIMALS, RoundingMode.HALF_EVEN);
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }

    static String text(String value) {
        boolean marked = !value.isEmpty() && (FORMULA.indexOf(value.charAt(0)) >= 0 || value.charAt(0) == '\'');
        return marked ? "'" + value : value;
    }

    /** What {@link #text} was made of. */
    static String plain(String cell) {
        return cell.startsWith("'") ? cell.substring(1) : cell;
    }
}
