// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every alert that is shipped must have: labels, words, a runbook, tests of three kinds, and windows wide enough. */
class AlertRulesTest {

    private static final Path GRAFANA = Path.of(System.getProperty("patchrisk.home"), "grafana");
    private static final YAMLMapper YAML = new YAMLMapper();

    /** Fires whatever happens, so there is nothing to resolve and nothing that could go stale. */
    private static final String WATCHDOG = "PatchriskWatchdog";

    private static final Pattern WINDOW = Pattern.compile("\\[(\\d+)([smhd])[]:]");

    @Test
    void haveLabelsAndWordsAndARunbook() throws IOException {
        String runbooks = Files.readString(GRAFANA.resolve("RUNBOOKS.md"));
        Set<String> names = new TreeSet<>();
        for (JsonNode rule : alerts()) {
            String name = rule.path("alert").asText();
            assertThat(names.add(name)).as(name + " is there once").isTrue();
            assertThat(name).startsWith("Patchrisk");
            assertThat(rule.path("labels").path("severity").asText())
                    .as(name)
                    .isIn("critical", "warning", "info", "none");
            assertThat(rule.path("labels").path("gate").asText()).as(name).isIn("stop", "hold", "none");
            JsonNode words = rule.path("annotations");
            assertThat(words.path("summary").asText()).as(name).endsWith(".").doesNotContain("{{");
            assertThat(words.path("description").asText()).as(name).isNotBlank();
            assertThat(words.path("runbook_url").asText())
                    .isEqualTo("grafana/RUNBOOKS.md#" + name.toLowerCase(Locale.ROOT));
            assertThat(section(runbooks, name)).as("runbook of " + name).contains("**Means.**", "**Look.**", "**Do.**");
        }
        assertThat(names).hasSizeGreaterThan(30);
        Matcher sections = Pattern.compile("(?m)^## (\\w+)$").matcher(runbooks);
        while (sections.find()) {
            assertThat(names).as("a runbook without an alert").contains(sections.group(1));
        }
    }

    @Test
    void keepFiringOverAScrapeThatFails() throws IOException {
        for (JsonNode rule : alerts()) {
            if (!rule.path("labels").path("gate").asText().equals("none")) {
                assertThat(rule.path("keep_firing_for").asText())
                        .as(rule.path("alert").asText())
                        .isEqualTo("5m");
            }
        }
    }

    @Test
    void areTestedFiringQuietResolvedAndStale() throws IOException {
        List<JsonNode> tests = new ArrayList<>();
        for (JsonNode file : read("prometheus/tests", ".test.yaml")) {
            file.path("tests").forEach(tests::add);
        }
        for (JsonNode rule : alerts()) {
            String alert = rule.path("alert").asText();
            List<Tested> of = tests.stream()
                    .map(test -> Tested.of(test, alert))
                    .filter(Tested::asked)
                    .toList();
            assertThat(of).as(alert + " fires").anyMatch(test -> test.named("fires") && test.fires());
            if (!alert.equals(WATCHDOG)) {
                assertThat(of)
                        .as(alert + " resolves")
                        .anyMatch(test -> test.named("fires and resolves") && !test.stale() && test.resolves());
                assertThat(of).as(alert + " stays quiet").anyMatch(test -> test.named("stays quiet") && !test.fires());
                assertThat(of)
                        .as(alert + " goes stale")
                        .anyMatch(test -> test.named("stale") && test.stale() && test.fires() && test.quiet());
            }
        }
    }

    /** What a promtool test says of one alert, in the order of time. */
    private record Tested(String alert, String name, boolean stale, List<Boolean> firing) {

        static Tested of(JsonNode test, String alert) {
            List<Boolean> firing = new ArrayList<>();
            for (JsonNode check : test.path("alert_rule_test")) {
                if (check.path("alertname").asText().equals(alert)) {
                    firing.add(!check.path("exp_alerts").isEmpty());
                }
            }
            return new Tested(
                    alert,
                    test.path("name").asText(),
                    test.path("input_series").toString().contains("stale"),
                    firing);
        }

        boolean named(String kind) {
            return name.startsWith(alert + " " + kind);
        }

        boolean asked() {
            return !firing.isEmpty();
        }

        boolean fires() {
            return firing.contains(true);
        }

        boolean quiet() {
            return firing.contains(false);
        }

        boolean resolves() {
            return fires()
                    && firing.subList(firing.indexOf(true), firing.size()).contains(false);
        }
    }

    /** Prometheus 3 leaves out a window's left end; with a scrape a minute 5 minutes are still 4 scrapes. */
    @Test
    void lookAtFourScrapesAtLeast() throws IOException {
        int windows = 0;
        for (JsonNode rule : rules()) {
            Matcher window = WINDOW.matcher(rule.path("expr").asText());
            while (window.find()) {
                long minutes = Long.parseLong(window.group(1))
                        * switch (window.group(2)) {
                            case "s" -> 0;
                            case "m" -> 1;
                            case "h" -> 60;
                            default -> 1440;
                        };
                assertThat(minutes).as(rule.toString()).isGreaterThanOrEqualTo(5);
                windows++;
            }
        }
        assertThat(windows).isGreaterThan(40);
    }

    /** A signal that is recorded a host and not an arm, or the other way round, is a slip. */
    @Test
    void recordEverySignalByHostAndByArm() throws IOException {
        Set<String> recorded = new TreeSet<>();
        rules().forEach(rule -> recorded.add(rule.path("record").asText()));
        List<String> hosts = recorded.stream()
                .filter(name -> name.matches("instance(_mode)?:(node|kernel)_.*"))
                .toList();

        assertThat(hosts).hasSizeGreaterThan(40);
        assertThat(recorded)
                .containsAll(hosts.stream()
                        .map(name -> name.replaceFirst("^instance", "arm")
                                .replaceFirst(":(sum)$", ":avg")
                                .replaceFirst(":(rate5m|ratio_rate5m|deriv1h|ratio)$", ":avg_$1"))
                        .toList());
    }

    private static String section(String runbooks, String alert) {
        int begin = runbooks.indexOf("\n## " + alert + "\n");
        if (begin < 0) {
            return "";
        }
        int end = runbooks.indexOf("\n## ", begin + 1);
        return runbooks.substring(begin, end < 0 ? runbooks.length() : end);
    }

    private static List<JsonNode> alerts() throws IOException {
        return rules().stream().filter(rule -> rule.has("alert")).toList();
    }

    private static List<JsonNode> rules() throws IOException {
        List<JsonNode> rules = new ArrayList<>();
        for (JsonNode file : read("prometheus", ".rules.yaml")) {
            file.path("groups").forEach(group -> group.path("rules").forEach(rules::add));
        }
        return rules;
    }

    private static List<JsonNode> read(String folder, String ending) throws IOException {
        List<JsonNode> read = new ArrayList<>();
        try (Stream<Path> files = Files.list(GRAFANA.resolve(folder))) {
            for (Path file : files.filter(each -> each.toString().endsWith(ending))
                    .sorted()
                    .toList()) {
                read.add(YAML.readTree(file.toFile()));
            }
        }
        return read;
    }
}
