// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.training;

import io.patchrisk.model.feature.Feature;
import io.patchrisk.model.risk.RiskModel;
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

    private static final String COHORT = "cohort";
    private static final String PART = "part";
    private static final String LABEL = "label";
    private static final String FAMILY_GROUP = "family_group";
    private static final String LOOK = "look";

    /** What is no feature: only the label is to be learned, and nothing of this may be learned from. */
    private static final List<Column> COLUMNS = List.of(
            new Column(COHORT, CohortRow::cohort),
            new Column(PART, row -> row.part().word()),
            new Column(LABEL, row -> row.treatment().label()),
            new Column("family", row -> row.treatment().family()),
            new Column("dose", row -> row.treatment().dose()),
            new Column("visibility", CohortRow::visibility),
            new Column("patch", row -> row.treatment().patch()),
            new Column("function", row -> row.treatment().function()),
            new Column("module_group", CohortRow::moduleGroup),
            new Column(FAMILY_GROUP, CohortRow::familyGroup),
            new Column("kernel", row -> row.members().kernel()),
            new Column("wave", row -> row.members().wave()),
            new Column("matching", row -> row.members().matching()),
            new Column("patched", row -> row.members().patched().size()),
            new Column("controls", row -> row.members().controls().size()),
            new Column(LOOK, CohortRow::look),
            new Column("seconds", row -> plain(row.seconds(), 3)),
            new Column("scrapes_compared", row -> row.compared().scrapes()),
            new Column("patched_compared", row -> row.compared().patched()),
            new Column("controls_compared", row -> row.compared().controls()),
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
                record.add(plain(row.features().get(feature), DECIMALS));
            }
            printer.printRecord(record);
        }
        printer.flush();
    }

    /**
     * The lines of one part that say harmful or benign, as rows to train on; controls among controls are benign, and a fault
     * family is held out as a whole. Throws {@link IOException}, naming line and column, at the first line that is none.
     */
    public static List<TrainingRow> training(Reader in, Part part) throws IOException {
        CSVParser parser =
                FORMAT.builder().setHeader().setSkipHeaderRecord(true).get().parse(in);
        List<TrainingRow> rows = new ArrayList<>();
        try {
            for (CSVRecord line : parser) {
                String label = line.get(LABEL);
                boolean harmful = label.equals(RiskModel.HARMFUL);
                boolean known = harmful || label.equals(RiskModel.BENIGN) || label.equals(Treatment.AA);
                if (known && Part.of(line.get(PART)) == part) {
                    rows.add(new TrainingRow(
                            line.get(COHORT),
                            line.get(FAMILY_GROUP),
                            line.get(LOOK).equals(CohortRow.LAST),
                            harmful,
                            TrainingCsv.features(line)));
                }
            }
        } catch (IllegalArgumentException | UncheckedIOException e) {
            throw new IOException("training table line " + parser.getCurrentLineNumber() + ": " + e.getMessage(), e);
        }
        return rows;
    }

    private static String plain(double value, int decimals) {
        BigDecimal rounded = new BigDecimal(value).setScale(decimals, RoundingMode.HALF_EVEN);
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }
}
