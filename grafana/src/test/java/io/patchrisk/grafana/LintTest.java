// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.grafana;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether the dashboards keep the rules, and whether the rules find what they are for. */
class LintTest {

    private static Map<String, JsonNode> dashboards() {
        Map<String, JsonNode> dashboards = new TreeMap<>();
        Boards.all().forEach(board -> dashboards.put(board.uid(), Json.read(Boards.file(board.uid()))));
        return dashboards;
    }

    @Test
    void findsNothingInTheDashboards() throws IOException {
        Map<String, JsonNode> dashboards = dashboards();
        Metrics metrics = Metrics.read();
        List<String> complaints = new ArrayList<>();
        for (JsonNode dashboard : dashboards.values()) {
            complaints.addAll(Lint.complaints(dashboard, dashboards, metrics));
        }

        assertThat(complaints).isEmpty();
    }

    /** A reader takes two panels of one title for the same thing. */
    @Test
    void findsOneDefinitionForEachTitle() {
        Map<String, JsonNode> seen = new TreeMap<>();
        for (JsonNode dashboard : dashboards().values()) {
            Query.panels(dashboard, panel -> {
                ObjectNode definition = panel.deepCopy();
                definition.remove(List.of("id", "gridPos"));
                String key =
                        panel.path("type").asText() + " " + panel.path("title").asText();
                assertThat(seen.getOrDefault(key, definition)).as(key).isEqualTo(definition);
                seen.put(key, definition);
            });
        }
        assertThat(seen).hasSizeGreaterThan(50);
    }

    /** What is in the file, what is there instead, and a part of the complaint. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "editable":false                      | "editable":true                       | is editable
            "label":"Data source"                 | "label":"Source"                      | label is another
            "uid":"${datasource}"                 | "uid":"abc"                           | asks another data source
            "unit":"percentunit"                  | "unit":"percentunits"                 | unit that Grafana does not know
            "unit":"none","thresholds"            | "thresholds"                          | has no unit
            "refresh":2                           | "refresh":1                           | is not refreshed
            "allValue":".+"                       | "allValue":".*"                       | is not .+
            patchrisk_risk_score_ratio            | patchrisk_risk_skore_ratio            | nobody gives patchrisk_risk_skore_ratio
            [$__rate_interval]                    | [5m]                                  | has the range [5m]
            increase(                             | max_over_time(                        | is a counter
            rollout=~\\"$rollout\\",wave          | wave                                  | is not selected by rollout
            $rollout                              | $rolout                               | which is no variable
            "w":24                                | "w":25                                | is not within 24 columns
            "x":12                                | "x":11                                | lies upon another panel
            "id":2,                               | "id":1,                               | has another panel's id
            "text":"stop",                        | "words":"stop",                       | no word or no colour
            /d/patchrisk-rollout                  | /d/patchrisk-rollouts                 | a dashboard that is not
            var-rollout=                          | var-roll=                             | a variable that it has not
            #/rollouts/                           | #/rollout/                            | no view of the console
            """)
    void findsWhatIsWrong(String right, String wrong, String complaint) throws IOException {
        Map<String, JsonNode> dashboards = dashboards();
        String fleet = dashboards.get("patchrisk-fleet").toString();
        assertThat(fleet).contains(right);
        JsonNode broken = Json.MAPPER.readTree(fleet.replace(right, wrong));

        assertThat(Lint.complaints(broken, dashboards, Metrics.read()))
                .anySatisfy(each -> assertThat(each).contains(complaint));
    }

    /** The list of what the script on hosts gives is kept by hand: the script is the truth. */
    @Test
    void knowsOnlyMetricsThatTheScriptOnHostsGives() throws IOException {
        Path script = Boards.GRAFANA.resolveSibling("collector/hosts/livepatch-textfile.sh");
        assumeThat(script)
                .as("the script is not there: its metrics are not compared")
                .exists();

        assertThat(Files.readString(script)).contains(Metrics.lines("livepatch-textfile.txt"));
    }
}
