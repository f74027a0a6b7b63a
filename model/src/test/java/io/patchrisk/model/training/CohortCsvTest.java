// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchrisk.model.Lab;
import io.patchrisk.model.feature.Feature;
import io.patchrisk.model.feature.FeatureVector;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CohortCsvTest {

    private static final CohortRow HARMFUL =
            row("c1", Part.TRAIN, new Treatment("harmful", "p1", "f", "leak", null), "end");
    private static final CohortRow BENIGN = row("c2", Part.TRAIN, new Treatment("benign", "p2", "f", null, null), "30");
    private static final CohortRow AA = row("c3", Part.TRAIN, Treatment.NONE, "end");
    private static final CohortRow STALLED =
            row("c4", Part.TRAIN, new Treatment("stalled", "p3", null, "forced", null), "end");
    private static final CohortRow TESTED = row("c5", Part.TEST, new Treatment("benign", "p2", "f", null, "7"), "end");

    private static CohortRow row(String id, Part part, Treatment treatment, String look) {
        return row(id, part, treatment, look, null);
    }

    private static CohortRow row(String id, Part part, Treatment treatment, String look, @Nullable String visibility) {
        return new CohortRow(
                id,
                part,
                treatment,
                visibility,
                new CohortRow.Members("6.1", "real", "w7", "wave", List.of("a", "b"), List.of()),
                look,
                30.25,
                new CohortRow.Compared(10, 2, 0, 5, 1 / 3.0, true, null),
                new CohortRow.Said("hold", "no_controls", CohortRow.Said.RULES_AND_JUDGE),
                Lab.features(1 / 3.0));
    }

    private static String text(CohortRow... rows) throws IOException {
        StringBuilder text = new StringBuilder();
        CohortCsv.write(List.of(rows), text);
        return text.toString();
    }

    @Test
    void leavesEmptyWhatIsUnknown() throws IOException {
        String third = ",0.333333333".repeat(Feature.values().length);

        assertThat(text(HARMFUL, AA))
                .isEqualTo(String.join(",", CohortCsv.header()) + "\n"
                        + "c1,train,harmful,leak,,,p1,f,p1,leak,6.1,real,w7,wave,2,0,end,30.25,10,2,0,5,0.333333333,true,,hold,no_controls,rules_and_judge,a b,"
                        + third + "\n"
                        + "c3,train,aa,,,,,,aa w7,aa w7,6.1,real,w7,wave,2,0,end,30.25,10,2,0,5,0.333333333,true,,hold,no_controls,rules_and_judge,a b,"
                        + third + "\n");
    }

    @Test
    void rowsToTrainOnAreThoseOfThePartThatSayHarmfulOrBenign() throws IOException {
        List<TrainingRow> rows =
                CohortCsv.training(new StringReader(text(HARMFUL, BENIGN, AA, STALLED, TESTED)), Part.TRAIN);

        assertThat(rows).extracting(TrainingRow::run).containsExactly("c1", "c2", "c3");
        assertThat(rows).extracting(TrainingRow::harmful).containsExactly(true, false, false);
        assertThat(rows).extracting(TrainingRow::group).containsExactly("leak", "p2", "aa w7");
        assertThat(rows).extracting(TrainingRow::headline).containsExactly(true, false, true);
        assertThat(CohortCsv.training(new StringReader(text(HARMFUL, TESTED)), Part.TEST))
                .hasSize(1);
    }

    @Test
    void readsWhatItWrote() throws IOException {
        String text = text(HARMFUL, BENIGN, AA, STALLED, TESTED);

        List<CohortRow> rows = CohortCsv.read(new StringReader(text));

        assertThat(text(rows.toArray(CohortRow[]::new))).isEqualTo(text);
        assertThat(rows.get(1).treatment()).isEqualTo(BENIGN.treatment());
        assertThat(rows.get(1).members()).isEqualTo(BENIGN.members());
    }

    @Test
    void harmOfAFaintDoseIsHidden() throws IOException {
        Treatment leak = new Treatment("harmful", "p1", "f", "leak", "7");
        CohortRow visible = row("c1", Part.TRAIN, leak, "end", "visible");
        CohortRow borderline = row("c2", Part.TRAIN, leak, "end", "borderline");
        CohortRow invisible = row("c3", Part.TRAIN, leak, "end", "invisible");

        assertThat(CohortCsv.training(new StringReader(text(visible, borderline, invisible, AA)), Part.TRAIN))
                .extracting(TrainingRow::hidden)
                .containsExactly(false, true, true, false);
    }

    @Test
    void keepsWhatIsMissingEmpty() throws IOException {
        CohortRow whole = HARMFUL;
        CohortRow blind = new CohortRow(
                whole.cohort(),
                whole.part(),
                whole.treatment(),
                null,
                whole.members(),
                whole.look(),
                whole.seconds(),
                whole.compared(),
                whole.said(),
                new FeatureVector(whole.features().values(), Set.of(Feature.SILENT)));

        assertThat(CohortCsv.read(new StringReader(text(blind)))
                        .get(0)
                        .features()
                        .missing())
                .containsExactly(Feature.SILENT);
    }

    /** Two runs in two cohorts make two, in four cohorts two as well. */
    @Test
    void cohortsThatShareRunsStandForFewer() throws IOException {
        CohortRow second = row("c6", Part.TRAIN, new Treatment("harmful", "p1", "f", "leak", null), "end");

        List<TrainingRow> rows = CohortCsv.training(new StringReader(text(HARMFUL, second, AA)), Part.TRAIN);

        assertThat(rows).extracting(TrainingRow::weight).containsExactly(1.0, 1.0, 1.0);
        CohortRow third = row("c7", Part.TRAIN, new Treatment("harmful", "p1", "f", "leak", null), "end");
        CohortRow fourth = row("c8", Part.TRAIN, new Treatment("harmful", "p1", "f", "leak", null), "end");
        assertThat(CohortCsv.training(new StringReader(text(HARMFUL, second, third, fourth)), Part.TRAIN))
                .extracting(TrainingRow::weight)
                .containsOnly(0.5);
    }

    @ParameterizedTest
    @CsvSource({
        "'0.333333333\n','x\n','resource_found is ''x'''",
        "',train,',',both,','part is ''both'''",
        "part,half,part"
    })
    void saysLineAndColumnOfWhatIsWrong(String good, String bad, String message) throws IOException {
        String broken = text(HARMFUL).replaceFirst(good, bad);

        assertThatThrownBy(() -> CohortCsv.training(new StringReader(broken), Part.TRAIN))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("line 2")
                .hasMessageContaining(message);
    }
}
