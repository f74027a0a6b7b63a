// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchrisk.model.feature.Feature;
import io.patchrisk.model.outcome.OutcomeCsv;
import io.patchrisk.scoring.retraining.LabTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetrainCommandTest {

    @TempDir
    private Path folder;

    private Path model() throws IOException {
        Path table = LabTable.write(folder.resolve("lab.csv"));
        Path first = folder.resolve("first");
        Ran trained = Ran.of("train", "--table", table.toString(), "--out", first.toString());
        assertThat(trained.status()).as(trained.err()).isZero();
        return first;
    }

    private Ran retrain(Path against, String... more) {
        List<String> arguments = new java.util.ArrayList<>(List.of(
                "retrain",
                "--table",
                folder.resolve("lab.csv").toString(),
                "--against",
                against.toString(),
                "--out",
                folder.resolve("candidate").toString()));
        arguments.addAll(List.of(more));
        return Ran.of(arguments);
    }

    private Path outcomes(boolean truth) throws IOException {
        StringBuilder rows = new StringBuilder(String.join(",", OutcomeCsv.header()) + "\n");
        for (int i = 0; i < 100; i++) {
            boolean harmful = i % 2 == 0;
            rows.append(String.format(
                    "%016x,CVE-%d,%s,2026-05-01T00:00:00Z,proceed,2026-04-30T00:00:00Z,5,40,%d",
                    i, i % 20, harmful ? "harmful,cause_named" : "benign,watched", Feature.VERSION));
            for (int f = 0; f < Feature.values().length; f++) {
                boolean shows = (f == 4 || f == 5) && harmful == truth;
                rows.append(shows ? ",0.6" : ",0.1");
            }
            rows.append('\n');
        }
        return Files.writeString(folder.resolve("rows.csv"), rows);
    }

    @Test
    void writesACandidateThatIsNoWorse() throws IOException {
        Ran ran = retrain(model(), "--outcomes", outcomes(true).toString());

        assertThat(ran.err()).isEmpty();
        assertThat(ran.status()).isZero();
        assertThat(ran.out())
                .contains("learned from 60 lab rows and 100 outcomes")
                .contains("set model.path");
        assertThat(folder.resolve("candidate")).isDirectoryContaining("glob:**/model.card");
    }

    @Test
    void refusesAWorseOneWithItsFiguresAndExitsWithThree() throws IOException {
        Ran ran = retrain(model(), "--outcomes", outcomes(false).toString());

        assertThat(ran.status()).isEqualTo(3);
        assertThat(ran.out()).contains("Brier 0.").contains("refused: it is not shown to be no worse");
        assertThat(folder.resolve("candidate")).doesNotExist();
    }

    @Test
    void leavesOutLinesThatAreNoRowsAndNamesThem() throws IOException {
        Path rows = outcomes(true);
        Files.writeString(rows, Files.readString(rows).replaceFirst("benign,watched", "unconfirmed,not_watched"));

        Ran ran = retrain(model(), "--outcomes", rows.toString());

        assertThat(ran.status()).isZero();
        assertThat(ran.err())
                .contains("rows.csv line 3: nothing is learned from it")
                .contains("1 lines are left out");
        assertThat(ran.out()).contains("60 lab rows and 99 outcomes");
    }

    @Test
    void saysInOneLineWhatItCannotDo() throws IOException {
        Path first = model();
        Files.createDirectory(folder.resolve("candidate"));

        Ran taken = retrain(first);
        Ran missing = Ran.of("retrain", "--table", folder.resolve("none.csv").toString(), "--out", "x");

        assertThat(taken.status()).isEqualTo(1);
        assertThat(taken.err()).contains("is there already").hasLineCount(1);
        assertThat(missing.status()).isEqualTo(1);
        assertThat(missing.err()).contains("none.csv does not exist").hasLineCount(1);
    }
}
