// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.grafana;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The files in {@code grafana/dashboards} are what the code here says; {@code -Dpatchrisk.write=true} writes them. */
class DashboardFilesTest {

    @Test
    void areAsTheCodeSays() throws IOException {
        for (Board board : Boards.all()) {
            Path file = Boards.file(board.uid());
            String said = Json.pretty(board.json());
            if (Boolean.getBoolean("patchrisk.write")) {
                Files.writeString(file, said);
            }

            assertThat(file).as("run this test with -Dpatchrisk.write=true").exists();
            assertThat(Files.readString(file))
                    .as("%s differs: run this test with -Dpatchrisk.write=true", file)
                    .isEqualTo(said);
        }
    }

    @Test
    void thereIsNoOtherFile() throws IOException {
        try (Stream<Path> files = Files.list(Boards.file("x").getParent())) {
            List<Path> expected =
                    Boards.all().stream().map(board -> Boards.file(board.uid())).toList();
            assertThat(files).containsExactlyInAnyOrderElementsOf(expected);
        }
    }
}
