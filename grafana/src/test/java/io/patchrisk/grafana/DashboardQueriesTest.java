// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.grafana;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether a real Prometheus understands what the dashboards ask, and has an answer to it. */
class DashboardQueriesTest {

    private static final String ROLLOUT = "cve-2026-1234";
    private static final long END = Samples.END.getEpochSecond();

    @TempDir
    private static Path folder;

    private static List<Query> queries;
    private static Prometheus prometheus;

    @BeforeAll
    static void start() throws IOException {
        assumeThat(Prometheus.PROGRAM)
                .as("Prometheus is not installed: the dashboards' queries are not run")
                .exists();
        queries = new ArrayList<>();
        for (Board board : Boards.all()) {
            JsonNode dashboard = Json.read(Boards.file(board.uid()));
            queries.addAll(Query.of(dashboard));
            queries.addAll(Query.ofVariables(dashboard));
        }
        prometheus = Fixture.start(folder, queries.stream().map(Query::expr).collect(Collectors.toSet()));
    }

    @AfterAll
    static void end() {
        if (prometheus != null) {
            prometheus.close();
        }
    }

    @Test
    void areUnderstood() throws IOException {
        SoftAssertions all = new SoftAssertions();
        for (Query query : queries) {
            JsonNode answer = prometheus.ask("format_query", "query", query.filled(ROLLOUT));
            all.assertThat(answer.path("status").asText())
                    .as("%s: %s in %s", query.place(), answer.path("error").asText(), query.expr())
                    .isEqualTo("success");
        }
        all.assertAll();
        assertThat(queries).hasSizeGreaterThan(80);
    }

    @Test
    void giveSeriesForOneRollout() throws IOException {
        giveSeries(ROLLOUT);
    }

    @Test
    void giveSeriesForAllRollouts() throws IOException {
        giveSeries(".+");
    }

    @Test
    void offerTheRolloutFirstThatStillGoesOn() throws IOException {
        Query rollouts = Query.ofVariables(Json.read(Boards.file("patchrisk-rollout"))).stream()
                .filter(query -> query.place().endsWith("variable rollout"))
                .findFirst()
                .orElseThrow();

        assertThat(seriesOf(rollouts, ROLLOUT).stream()
                        .map(series -> series.path("value").path(1).asText()))
                .startsWith("1");
    }

    /** The metric that is not there gives no error, only nothing: this is what finds a mistyped name. */
    @Test
    void giveNothingForAMetricThatIsNotThere() throws IOException {
        assertThat(seriesOf(new Query("", "patchrisk_risk_skore_ratio", false), ROLLOUT))
                .isEmpty();
    }

    private static void giveSeries(String rollout) throws IOException {
        SoftAssertions all = new SoftAssertions();
        for (Query query : queries) {
            all.assertThat(seriesOf(query, rollout))
                    .as("%s: %s", query.place(), query.filled(rollout))
                    .isNotEmpty();
        }
        all.assertAll();
    }

    private static List<JsonNode> seriesOf(Query query, String rollout) throws IOException {
        String expr = query.filled(rollout);
        JsonNode answer = query.instant()
                ? prometheus.ask("query", "query", expr, "time", END)
                : prometheus.ask(
                        "query_range",
                        "query",
                        expr,
                        "start",
                        END - 6 * 3600,
                        "end",
                        END,
                        "step",
                        Samples.STEP_SECONDS);
        assertThat(answer.path("status").asText())
                .as("%s: %s", query.place(), answer.path("error"))
                .isEqualTo("success");
        List<JsonNode> series = new ArrayList<>();
        answer.path("data").path("result").forEach(series::add);
        return series;
    }
}
