// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.alert;

import static io.patchrisk.scoring.alert.Stopped.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.patchrisk.model.policy.Decision;
import io.patchrisk.scoring.desk.Reason;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AlarmsTest {

    private static final Pattern GROUPED = Pattern.compile("(?:max|sum) by \\(([a-z_, ]*)\\)");

    private final Stopped rollout = new Stopped();
    private final Alarms alarms = new Alarms(
            rollout,
            new Links(URI.create("https://patchrisk.example"), "grafana/RUNBOOKS.md"),
            Map.of("cluster", "eu-1"));

    private List<Alarm> now(Duration later) {
        return alarms.of(List.of(rollout.view()), NOW.plus(later)).result();
    }

    private Alarm only(AlertRule rule) {
        List<Alarm> found = now(Duration.ZERO).stream()
                .filter(alarm -> rule.alertname().equals(alarm.labels().get("alertname")))
                .toList();
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    @Test
    void namesTheStoppedWaveWithReasonsHostsFunctionAndLinks() {
        rollout.events.add(Stopped.event("f1", "BUG: NULL pointer in demo_open", 2));

        Alarm stop = only(AlertRule.ROLLOUT_STOP);

        assertThat(stop.labels())
                .isEqualTo(Map.of(
                        "alertname",
                        "PatchriskRolloutStop",
                        "cluster",
                        "eu-1",
                        "gate",
                        "stop",
                        "rollout",
                        "r1",
                        "severity",
                        "critical",
                        "wave",
                        "canary"));
        assertThat(stop.annotations())
                .containsEntry("decision", "stop")
                .containsEntry("reasons", "1. an oops with the patch in the stack")
                .containsEntry("hosts", "web-00, web-01")
                .containsEntry("function", "demo_open")
                .containsEntry("console", "https://patchrisk.example/#/rollouts/r1")
                .containsEntry("runbook_url", "grafana/RUNBOOKS.md#patchriskrolloutstop");
        assertThat(stop.link()).isEqualTo("https://patchrisk.example/#/rollouts/r1");
    }

    /** Alertmanager takes two alerts for one when their labels are the same, all of them. */
    @Test
    void hasTheLabelsOfTheRuleOfTheSameName() throws IOException {
        rollout.events.add(Stopped.event("f1", "BUG", 1));
        for (AlertRule rule : AlertRule.values()) {
            JsonNode written = rule(rule.alertname());
            Set<String> names = new TreeSet<>(Set.of("alertname", "cluster"));
            written.path("labels").fieldNames().forEachRemaining(names::add);
            Matcher grouped = GROUPED.matcher(written.path("expr").asText());
            assertThat(grouped.find()).as(rule.alertname()).isTrue();
            List<String> by = List.of(grouped.group(1).split(", *"));
            names.addAll(by);
            Alarm alarm = only(rule);

            assertThat(written.path("labels").path("severity").asText()).isEqualTo(rule.severity());
            assertThat(written.path("labels").path("gate").asText()).isEqualTo(rule.gate());
            assertThat(written.path("annotations").path("summary").asText()).isEqualTo(rule.summary());
            assertThat(alarm.labels().keySet()).as(rule.alertname()).isEqualTo(names);
        }
    }

    private static JsonNode rule(String name) throws IOException {
        Path file = Path.of(System.getProperty("patchrisk.home"), "grafana", "prometheus", "patchrisk.rules.yaml");
        for (JsonNode group : new YAMLMapper().readTree(Files.readString(file)).path("groups")) {
            for (JsonNode rule : group.path("rules")) {
                if (rule.path("alert").asText().equals(name)) {
                    return rule;
                }
            }
        }
        throw new AssertionError("there is no rule " + name + " in " + file);
    }

    @Test
    void boundsHostsAndReasons() {
        rollout.events.add(Stopped.event("f1", "BUG", 22));
        rollout.reasons = IntStream.range(0, 9)
                .mapToObj(i -> Reason.of("code", "x".repeat(10_000)))
                .toList();

        Alarm stop = only(AlertRule.ROLLOUT_STOP);

        assertThat(stop.annotations().get("hosts")).startsWith("web-00, web-01").endsWith("web-09 and 12 more");
        assertThat(stop.annotations().get("reasons").lines()).hasSize(3).allMatch(line -> line.length() < 310);
        assertThat(Wire.json(List.of(stop)).length()).isLessThan(5_000);
    }

    @Test
    void tellsNothingThatActsOnATerminalAMailOrAChat() {
        rollout.events.add(Stopped.event("f1", "\u001b[31m<!channel>\n\u202e\u0000<b>", 1));

        String description = only(AlertRule.KERNEL_EVENT).annotations().get("description");

        assertThat(description).contains("[31m‹!channel›").doesNotContain("<", ">", "\u001b", "\u202e", "\n", "\u0000");
    }

    @Test
    void holdsAReportForAQuarterOfAnHourFromWhenItCame() {
        rollout.canary = Decision.HOLD;
        rollout.rollout = Decision.HOLD;
        assertThat(now(Duration.ZERO)).isEmpty();
        rollout.events.add(Stopped.event("f1", "BUG", 1));

        assertThat(now(Duration.ofHours(1))).hasSize(1);
        assertThat(now(Duration.ofMinutes(74))).hasSize(1);
        assertThat(now(Duration.ofMinutes(76))).isEmpty();
    }

    @Test
    void tellsOldReportsOfBeforeTheStartNotAgain() {
        rollout.canary = Decision.HOLD;
        rollout.rollout = Decision.HOLD;
        rollout.events.add(Stopped.event("f1", "BUG", 1));

        assertThat(now(Duration.ofHours(2))).isEmpty();
    }

    @Test
    void aStopByAPersonIsOfNoWave() {
        rollout.canary = Decision.HOLD;

        assertThat(only(AlertRule.ROLLOUT_STOP).labels()).containsKey("rollout").doesNotContainKey("wave");
    }
}
