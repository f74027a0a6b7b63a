// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchrisk.model.Lab;
import io.patchrisk.model.feature.Feature;
import io.patchrisk.model.feature.FeatureVector;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainingCsvTest {

    @Test
    void readsWhatItWrote() throws IOException {
        List<TrainingRow> rows = new ArrayList<>(Lab.rows(3));
        rows.add(new TrainingRow("a \"run\", with\na line", "group", false, true, Lab.features(1 / 3.0)));

        rows.add(new TrainingRow("shared", "g", true, true, Lab.features(0.5), true, 0.25));
        rows.add(new TrainingRow(
                "blind", "g", true, true, new FeatureVector(Lab.features(0.5).values(), Set.of(Feature.SILENT))));

        assertThat(TrainingCsv.read(new StringReader(text(rows)))).isEqualTo(rows);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            benign        | bad   | label is 'bad'
            true,benign   | yes,benign | headline is 'yes'
            0.25          | x     | crash_attributed is 'x', not a number
            0.25          | NaN   | crash_attributed is NaN
            ,0.25         | ''    | Index for header 'resource_found'
            """)
    void saysLineAndColumnOfWhatIsWrong(String good, String bad, String message) throws IOException {
        List<TrainingRow> rows = List.of(
                new TrainingRow("one", "g", true, false, Lab.features(0.25)),
                new TrainingRow("two", "g", true, false, Lab.features(0.25)));
        String text = text(rows);
        int second = text.indexOf("two");
        String broken = text.substring(0, second) + text.substring(second).replaceFirst(good, bad);

        assertThatThrownBy(() -> TrainingCsv.read(new StringReader(broken)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("line 3")
                .hasMessageContaining(message);
    }

    @Test
    void saysWhichColumnIsMissing() throws IOException {
        String text = text(Lab.rows(3)).replaceFirst("symptom_strongest", "strongest_symptom");

        assertThatThrownBy(() -> TrainingCsv.read(new StringReader(text)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("symptom_strongest");
    }

    @Test
    void reportsBrokenQuotesAsAnIoError() throws IOException {
        String text = text(Lab.rows(3)) + "\"open";

        assertThatThrownBy(() -> TrainingCsv.read(new StringReader(text)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("line");
    }

    private static String text(List<TrainingRow> rows) throws IOException {
        StringBuilder text = new StringBuilder();
        TrainingCsv.write(rows, text);
        return text.toString();
    }
}
