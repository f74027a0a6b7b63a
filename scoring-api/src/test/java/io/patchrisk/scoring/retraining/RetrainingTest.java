// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.retraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchrisk.model.candidate.Comparison;
import io.patchrisk.model.outcome.OutcomeRow;
import io.patchrisk.model.risk.ModelFile;
import io.patchrisk.model.risk.RiskModel;
import io.patchrisk.model.training.CohortCsv;
import io.patchrisk.model.training.Part;
import io.patchrisk.model.training.Trainer;
import io.patchrisk.scoring.desk.CandidateEnd;
import io.patchrisk.scoring.desk.CandidateState;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetrainingTest {

    private static final String WHEN = "2026-05-01T00:00:00Z";

    @TempDir
    private Path folder;

    private Path table;
    private RiskModel inUse;

    @BeforeEach
    void measure() throws IOException {
        table = LabTable.write(folder.resolve("lab.csv"));
        inUse = new Trainer(1)
                .train(CohortCsv.training(new StringReader(Files.readString(table)), Part.TRAIN), WHEN)
                .riskModel();
    }

    private Order order(List<OutcomeRow> outcomes) {
        return new Order(table, outcomes, inUse, Comparison.MARGIN, 1, folder.resolve("candidate"));
    }

    private static Ending run(Order order) throws IOException {
        return new Retraining(order, () -> false).run(WHEN);
    }

    @Test
    void writesACandidateThatIsEqual() throws IOException {
        Ending ending = run(order(List.of()));

        assertThat(ending).isInstanceOf(Ending.Written.class);
        Ending.Written written = (Ending.Written) ending;
        assertThat(written.comparison().difference()).isZero();
        assertThat(written.learned()).isEqualTo(new Ending.Learned(60, 0));
        RiskModel read = ModelFile.load(folder.resolve("candidate"));
        assertThat(read.card()).isEqualTo(written.card());
        assertThat(folder.resolve("candidate/MODEL-CARD.md"))
                .content()
                .contains("Against the model " + inUse.card().id())
                .contains("difference +0.0000");
    }

    @Test
    void writesACandidateThatLearnedFromTrueOutcomes() throws IOException {
        Ending ending = run(order(LabTable.outcomes(40, true)));

        assertThat(ending).isInstanceOf(Ending.Written.class);
        assertThat(((Ending.Written) ending).learned()).isEqualTo(new Ending.Learned(60, 40));
    }

    @Test
    void refusesACandidateThatLearnedFromFlippedOutcomesAndWritesNothing() throws IOException {
        Ending ending = run(order(LabTable.outcomes(100, false)));

        assertThat(ending).isInstanceOf(Ending.Refused.class);
        Comparison figures = ((Ending.Refused) ending).comparison();
        assertThat(figures.candidate()).isGreaterThan(figures.inUse());
        assertThat(figures.high()).isGreaterThan(Comparison.MARGIN);
        assertThat(folder).isDirectoryNotContaining("glob:**/candidate*");
    }

    @Test
    void neverWritesOverAModelThatIsThere() throws IOException {
        Files.createDirectory(folder.resolve("candidate"));

        assertThatThrownBy(() -> run(order(List.of())))
                .isInstanceOf(FileAlreadyExistsException.class)
                .hasMessageContaining("a folder of its own");
    }

    @Test
    void endsAtItsNextStepWhenItIsCancelled() throws IOException {
        for (int steps = 0; steps < 3; steps++) {
            AtomicInteger left = new AtomicInteger(steps);

            Ending ending = new Retraining(order(List.of()), () -> left.getAndDecrement() <= 0).run(WHEN);

            assertThat(ending).isInstanceOf(Ending.Cancelled.class);
            assertThat(folder).isDirectoryNotContaining("glob:**/candidate*");
        }
    }

    @Test
    void saysWhatIsWrongWithTheTable() throws IOException {
        Files.writeString(table, Files.readString(table).replace(",test,", ",both,"));

        assertThatThrownBy(() -> run(order(List.of())))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("part is 'both'");
    }

    @Test
    void givesTheServiceItsFiguresAndTheFolder() throws IOException {
        ServiceTraining training = new ServiceTraining(
                table, folder.resolve("candidates"), inUse, InstantSource.fixed(Instant.parse(WHEN)));

        CandidateEnd written = training.train("c1", LabTable.outcomes(40, true), () -> false);
        CandidateEnd refused = training.train("c2", LabTable.outcomes(100, false), () -> false);
        CandidateEnd cancelled = training.train("c3", List.of(), () -> true);

        assertThat(written.state()).isEqualTo(CandidateState.WRITTEN);
        assertThat(written.outcomes()).isEqualTo(40);
        assertThat(Path.of(written.folder())).isDirectoryContaining("glob:**/model.pb");
        assertThat(refused.state()).isEqualTo(CandidateState.REFUSED);
        assertThat(refused.comparison().difference()).isPositive();
        assertThat(refused.text()).contains("Brier").contains("95 %");
        assertThat(refused.folder()).isNull();
        assertThat(cancelled.state()).isEqualTo(CandidateState.CANCELLED);
        assertThat(folder.resolve("candidates")).isDirectoryNotContaining("glob:**/c[23]*");
    }
}
