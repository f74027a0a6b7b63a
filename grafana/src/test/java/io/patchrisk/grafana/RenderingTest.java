// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.grafana;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Draws the dashboards; only {@code grafana/rendering/render} asks for it, because it needs 720 MB of npm packages. */
@EnabledIfSystemProperty(named = "patchrisk.rendering", matches = "true")
class RenderingTest {

    private static final long SHOWN_SECONDS = 6 * 3600L;

    @TempDir
    private Path folder;

    @Test
    void drawsEveryDashboardWithoutAnError() throws Exception {
        Set<String> expressions = new TreeSet<>();
        Boards.all()
                .forEach(board ->
                        Query.of(Json.read(Boards.file(board.uid()))).forEach(query -> expressions.add(query.expr())));
        long end = Samples.END.getEpochSecond();
        try (Prometheus prometheus = Fixture.start(folder, expressions)) {
            Process node = new ProcessBuilder(
                            "node",
                            "render.mjs",
                            prometheus.root().toString(),
                            Long.toString(end - SHOWN_SECONDS),
                            Long.toString(end))
                    .directory(Boards.GRAFANA.resolve("rendering").toFile())
                    .inheritIO()
                    .start();

            assertThat(node.waitFor()).as("what it says is above").isZero();
        }
    }
}
