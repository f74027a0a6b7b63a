// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether what Grafana and Prometheus are told to look for is there: the names of metrics are a promise. */
class GrafanaTest {

    private static final Path GRAFANA = Path.of(System.getProperty("patchrisk.home"), "grafana");
    private static final Path PROMTOOL = Path.of("/usr/bin/promtool");

    /** Names between colons are those of recording rules, which Prometheus makes by itself. */
    private static final Pattern NAME = Pattern.compile("(?<![:\\w])patchrisk_[a-z0-9_]+(?![:\\w])");

    @TempDir
    private static Path folder;

    private static ServiceProcess service;
    private static FakeExporter host;

    @BeforeAll
    static void start() throws Exception {
        host = new FakeExporter(n -> FakeExporter.Answer.metrics("node_load1 0." + n % 10 + "\n"));
        URI metrics = host.root().resolve("/metrics");
        service = ServiceProcess.start(new Config(folder)
                .scrape("h1", metrics)
                .scrape("h2", metrics)
                .kernel("h1", "127.0.1.1", Servers.freeUdpPort()));
        assertThat(service.api()
                        .post("/api/v1/patches", "{\"id\": \"p1\", \"kind\": \"live\", \"modules\": [\"lp1\"]}")
                        .status())
                .isEqualTo(201);
        assertThat(service.api().post("/api/v1/rollouts", """
                                {"id": "r1", "patch": "p1", "waves":
                                 [{"name": "w1", "hosts": ["h1"]}, {"name": "w2", "hosts": ["h2"]}]}""").status()).isEqualTo(201);
        Eventually.await(
                "the rollout is in the metrics",
                Duration.ofSeconds(20),
                service::metrics,
                seen -> seen.names().contains("patchrisk_decision"));
    }

    @AfterAll
    static void end() {
        service.close();
        host.close();
    }

    @Test
    void givesEveryMetricThatDashboardsAndRulesName() throws Exception {
        Set<String> named = new TreeSet<>();
        try (Stream<Path> files = Files.walk(GRAFANA)) {
            for (Path file : files.filter(GrafanaTest::names).toList()) {
                Matcher names = NAME.matcher(Files.readString(file));
                while (names.find()) {
                    named.add(names.group());
                }
            }
        }
        Set<String> given = service.metrics().names();

        assertThat(named).hasSizeGreaterThan(5);
        // Some series come only once there is something to tell: of those the catalogue knows the name.
        String catalogue = Files.readString(GRAFANA.resolve("METRICS.md"));
        named.removeIf(name -> catalogue.contains("| `" + name.replaceFirst("_(bucket|count|sum)$", "") + "` |"));
        assertThat(given).containsAll(named);
    }

    private static boolean names(Path file) {
        String path = file.toString();
        return (path.contains("/dashboards/") && path.endsWith(".json") && !path.contains("/provisioning/"))
                || path.endsWith(".rules.yaml");
    }

    @Test
    void givesEveryMetricThatItPromises() throws Exception {
        Set<String> promised = new TreeSet<>();
        for (String line : Files.readAllLines(GRAFANA.resolve("METRICS.md"))) {
            Matcher name = NAME.matcher(line);
            boolean later = line.contains(" | later | ");
            if (line.startsWith("| `patchrisk_") && !later && name.find()) {
                promised.add(name.group());
            }
        }

        assertThat(promised).hasSizeGreaterThan(20);
        Set<String> given = new TreeSet<>();
        service.metrics().names().forEach(series -> given.add(series.replaceFirst("_(bucket|count|sum)$", "")));
        assertThat(given).containsAll(promised);
    }

    @Test
    void says1ForExactlyOneDecisionOfEachWave() throws Exception {
        Metrics metrics = service.metrics();
        for (String wave : List.of("w1", "w2")) {
            String label = "wave=\"" + wave + "\"";
            assertThat(metrics.series().keySet().stream()
                            .filter(series -> series.startsWith("patchrisk_decision{") && series.contains(label)))
                    .hasSize(4);
            assertThat(metrics.sum("patchrisk_decision", label)).isEqualTo(1);
            assertThat(metrics.sum("patchrisk_decision", label, "decision=\"hold\""))
                    .isEqualTo(1);
            assertThat(metrics.sum("patchrisk_rollout_hosts", label)).isEqualTo(1);
        }
    }

    @Test
    void givesMetricsThatPromtoolHasNothingAgainst() throws Exception {
        assumeThat(PROMTOOL)
                .as("promtool is not installed: the metrics are not checked by it")
                .exists();
        Process promtool = new ProcessBuilder(PROMTOOL.toString(), "check", "metrics")
                .redirectErrorStream(true)
                .start();
        try (OutputStream in = promtool.getOutputStream()) {
            in.write(service.management().get("/metrics").text().getBytes(StandardCharsets.UTF_8));
        }
        String said = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(promtool.waitFor()).as(said).isZero();
        assertThat(said).isBlank();
    }

    @Test
    @Tag("slow")
    void isScrapedByAPrometheusThatLoadsTheRules() throws Exception {
        Path rules = GRAFANA.resolve("prometheus/patchrisk.rules.yaml");
        try (Servers servers = new Servers(folder)) {
            URI prometheus = servers.prometheus(
                    """
                    global: {scrape_interval: 1s, scrape_timeout: 900ms, evaluation_interval: 1s}
                    rule_files: ["%s"]
                    scrape_configs:
                      - job_name: patchrisk
                        static_configs: [{targets: ["%s"]}]
                    """.formatted(rules, service.management().root().getAuthority()));
            Api api = new Api(prometheus);
            Eventually.await(
                    "Prometheus has the decision",
                    Duration.ofSeconds(40),
                    () -> answer(api, "/api/v1/query?query=sum(patchrisk_decision)"),
                    answer -> answer.contains("\"2\""));
            Reply groups = Eventually.await(
                    "all rules are evaluated",
                    Duration.ofSeconds(40),
                    () -> api.get("/api/v1/rules"),
                    reply -> !reply.text().contains("\"health\":\"unknown\""));

            assertThat(groups.json().path("data").path("groups")).isNotEmpty();
            assertThat(groups.text()).doesNotContain("\"health\":\"err\"");
        }
    }

    private static String answer(Api api, String path) throws InterruptedException {
        try {
            return api.get(path).text();
        } catch (IOException e) {
            return "not yet: " + e;
        }
    }
}
