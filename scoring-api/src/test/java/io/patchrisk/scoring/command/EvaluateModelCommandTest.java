// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.patchrisk.model.training.CohortCsv;
import io.patchrisk.scoring.evaluation.SimulatedTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code evaluate model} makes of a table, here a simulated one. */
class EvaluateModelCommandTest {

    @TempDir
    private Path folder;

    private Path table;

    @BeforeEach
    void writeTable() throws IOException {
        StringBuilder text = new StringBuilder();
        CohortCsv.write(SimulatedTable.rows(), text);
        table = Files.writeString(folder.resolve("table.csv"), text);
    }

    private Ran evaluate(String out, String... more) {
        List<String> arguments = new ArrayList<>(List.of("evaluate", "model", "--table", table.toString()));
        arguments.addAll(List.of("--out", folder.resolve(out).toString()));
        arguments.addAll(List.of(more));
        return Ran.of(arguments);
    }

    @Test
    void writesAPageAndTheSameNumbersForPrograms() throws IOException {
        Ran ran = evaluate("report");

        assertThat(ran.status()).isZero();
        assertThat(ran.out()).contains("false stops, both: 4 of 100 runs, at most ");
        JsonNode json =
                new ObjectMapper().readTree(folder.resolve("report/report.json").toFile());
        assertThat(json.at("/source/part").asText()).isEqualTo("test");
        assertThat(json.at("/source/prior_harm").asDouble()).isEqualTo(0.01);
        assertThat(folder.resolve("report/report.html"))
                .content()
                .contains(json.at("/source/table_sha256").asText());
    }

    @Test
    void theSameTableAndSeedGiveTheSameBytes() throws IOException {
        evaluate("one", "--seed", "7");
        evaluate("two", "--seed", "7");
        evaluate("three", "--seed", "8");

        for (String file : List.of("report.html", "report.json")) {
            assertThat(folder.resolve("two").resolve(file))
                    .hasSameBinaryContentAs(folder.resolve("one").resolve(file));
        }
        assertThat(Files.readString(folder.resolve("three/report.json")))
                .isNotEqualTo(Files.readString(folder.resolve("one/report.json")));
    }

    @Test
    void measuresTheHostsOfOneClockApart() throws IOException {
        assertThat(evaluate("real", "--clock", "real").status()).isZero();

        JsonNode json =
                new ObjectMapper().readTree(folder.resolve("real/report.json").toFile());
        assertThat(json.at("/source/clock").asText()).isEqualTo("real");
        assertThat(json.at("/sizes"))
                .isNotEmpty()
                .allSatisfy(size -> assertThat(size.at("/patched").asInt()).isLessThan(3));
        assertThat(Files.readString(folder.resolve("real/report.html"))).contains("only hosts on clock real");
        assertThat(evaluate("none", "--clock", "atomic").err())
                .contains("part test of table.csv, clock atomic, has 0 harmful and 0 benign cohorts: both are needed");
    }

    @Test
    void saysWhatIsWrongWithWhatWasAsked() throws IOException {
        assertThat(evaluate("report", "--part", "half").err())
                .contains("part is 'half', not train, validation or test");
        assertThat(evaluate("report", "--part", "train").err())
                .contains("part train of table.csv has 0 harmful and 0 benign cohorts: both are needed");
        Files.writeString(table, Files.readString(table).replaceFirst(",test,", ",both,"));
        assertThat(evaluate("report").err()).contains("training table line 2: part is 'both'");
        assertThat(folder.resolve("report")).doesNotExist();
    }
}
