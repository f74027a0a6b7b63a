// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.training;

import io.patchrisk.model.training.CohortRow.Compared;
import io.patchrisk.model.training.CohortRow.Members;
import io.patchrisk.model.training.CohortRow.Said;
import java.util.List;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/** One line of the training table; throws {@link IllegalArgumentException}, naming the column, where it is none. */
final class CohortLine {

    private final CSVRecord line;

    private CohortLine(CSVRecord line) {
        this.line = line;
    }

    static CohortRow row(CSVRecord record) {
        CohortLine line = new CohortLine(record);
        return new CohortRow(
                line.text("cohort"),
                Part.of(line.text("part")),
                new Treatment(
                        line.text("label"),
                        line.maybe("patch"),
                        line.maybe("function"),
                        line.maybe("family"),
                        line.maybe("dose")),
                line.maybe("visibility"),
                new Members(
                        line.text("kernel"),
                        line.text("clock"),
                        line.text("wave"),
                        line.text("matching"),
                        line.words("patched_runs"),
                        line.words("control_runs")),
                line.text("look"),
                line.number("seconds"),
                line.compared(),
                new Said(line.text("decision"), line.text("reason"), line.text("decided_by")),
                TrainingCsv.features(record));
    }

    private Compared compared() {
        return new Compared(
                (int) number("scrapes_compared"),
                (int) number("patched_compared"),
                (int) number("controls_compared"),
                number("interval"),
                number("smallest_p"),
                TrainingCsv.truth(line, "powered"),
                maybe("smallest_effect") == null ? null : number("smallest_effect"));
    }

    private String text(String column) {
        return line.get(column);
    }

    private @Nullable String maybe(String column) {
        String text = line.get(column);
        return text.isEmpty() ? null : text;
    }

    private List<String> words(String column) {
        String text = line.get(column);
        return text.isEmpty() ? List.of() : List.of(text.split(" "));
    }

    private double number(String column) {
        return TrainingCsv.number(line, column);
    }
}
