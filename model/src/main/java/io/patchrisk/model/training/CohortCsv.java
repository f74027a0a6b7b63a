// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.training;

import io.patchrisk.model.feature.Feature;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/** The training table as CSV (RFC 4180 with line feeds): a header, then a line a look; what is unknown is empty. */
public final class CohortCsv {

    /** Fixed, because JDK 19 changed how the shortest decimal of a double is found, and the same bytes are promised. */
    private static final int DECIMALS = 9;

    /** What is no feature: only the label is to be learned, and nothing of this may be learned from. */
    private static final List<Column> COLUMNS = List.of(
            new Column("cohort", CohortRow::cohort),
            new Column("part", row -> row.part().word()),
            new Column("label", row -> row.treatment().label()),
            new Column("family", row -> row.treatment().family()),
            new Column("dose", row -> row.treatment().dose()),
            new Column("visibility", CohortRow::visibility),
            new Column("patch", row -> row.treatment().patch()),
            new Column("function", row -> row.treatment().function()),
            new Column("module_group", CohortRow::moduleGroup),
            new Column("family_group", CohortRow::familyGroup),
            new Column("kernel", row -> row.members().kernel()),
            new Column("clock", row -> row.members().clock()),
            new Column("wave", row -> row.members().wave()),
            new Column("matching", row -> row.members().matching()),
            new Column("patched", row -> row.members().patched().size()),
            new Column("controls", row -> row.members().controls().size()),
            new Column("look", CohortRow::look),
            new Column("seconds", row -> plain(row.seconds(), 3)),
            new Column("scrapes_compared", row -> row.compared().scrapes()),
            new Column("patched_compared", row -> row.compared().patched()),
            new Column("controls_compared", row -> row.compared().controls()),
            new Column("interval", row -> plain(row.compared().interval(), 3)),
            new Column("smallest_p", row -> plain(row.compared().smallestP(), DECIMALS)),
            new Column("powered", row -> row.compared().powered()),
            new Column("smallest_effect", row -> maybe(row.compared().smallestEffect())),
            new Column("decision", row -> row.said().decision()),
            new Column("reason", row -> row.said().reason()),
            new Column("decided_by", row -> row.said().by()),
            new Column("patched_runs", row -> String.join(" ", row.members().patched())),
            new Column("control_runs", row -> String.join(" ", row.members().controls())));

    private static final CSVFormat FORMAT =
            CSVFormat.RFC4180.builder().setRecordSeparator('\n').get();

    private CohortCsv() {}

    private record Column(String name, Function<CohortRow, @Nullable Object> value) {}

    /** The header: what tells about a cohort, then the features in the order of {@link Feature}. */
    public static List<String> header() {
        List<String> names = new ArrayList<>();
        COLUMNS.forEach(column -> names.add(column.name()));
        Arrays.stream(Feature.values()).map(Feature::word).forEach(names::add);
        return names;
    }

    public static void write(List<CohortRow> rows, Appendable out) throws IOException {
        CSVPrinter printer = FORMAT.print(out);
        printer.printRecord(header());
        for (CohortRow row : rows) {
            List<@Nullable Object> record = new ArrayList<>();
            for (Column column : COLUMNS) {
                record.add(column.value().apply(row));
            }
            for (Feature feature : Feature.values()) {
                record.add(
                        row.features().isMissing(feature)
                                ? null
                                : plain(row.features().get(feature), DECIMALS));
            }
            printer.printRecord(record);
        }
        printer.flush();
    }

    /** All lines. Throws {@link IOException}, naming line and column, at the first that is no row. */
    public static List<CohortRow> read(Reader in) throws IOException {
        CSVParser parser =
                FORMAT.builder().setHeader().setSkipHeaderRecord(true).get().parse(in);
        List<CohortRow> rows = new ArrayList<>();
        try {
            for (CSVRecord line : parser) {
                rows.add(CohortLine.row(line));
            }
        } catch (IllegalArgumentException | UncheckedIOException e) {
            throw new IOException("training table line " + parser.getCurrentLineNumber() + ": " + e.getMessage(), e);
        }
        return rows;
    }

    /**
     * The lines of one part that say harmful or benign, as rows to train on; controls among controls are benign, a fault
     * family is held out as a whole, and cohorts that share runs share their weight. Throws as {@link #read}.
     */
    public static List<TrainingRow> training(Reader in, Part part) throws IOException {
        return training(read(in).stream().filter(row -> row.part() == part).toList());
    }

    /** The same of rows that were read: one training row for each that says harmful or benign, in their order. */
    public static List<TrainingRow> training(List<CohortRow> all) {
        List<CohortRow> rows = all.stream().filter(CohortRow::known).toList();
        RunWeights weights = RunWeights.of(rows);
        return rows.stream()
                .map(row -> new TrainingRow(
                        row.cohort(),
                        row.familyGroup(),
                        row.look().equals(CohortRow.LAST),
                        row.harmful(),
                        row.features(),
                        row.hidden(),
                        weights.of(row)))
                .toList();
    }

    private static @Nullable String maybe(@Nullable Double value) {
        return value == null || !Double.isFinite(value) ? null : plain(value, DECIMALS);
    }

    private static String plain(double value, int decimals) {
        BigDecimal rounded = new BigDecimal(value).setScale(decimals, RoundingMode.HALF_EVEN);
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }
}
