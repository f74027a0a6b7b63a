// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchrisk.model.fact.HostId;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigReaderTest {

    private static final ServiceConfig DEFAULTS = new ServiceConfig(
            new ListenConfig("127.0.0.1", 8470),
            new ListenConfig("127.0.0.1", 8471),
            new StoreConfig(Path.of("patchrisk.db"), 2L << 30, Duration.ofHours(26), Duration.ofDays(30)),
            new SourcesConfig(
                    new ScrapeConfig(Duration.ofSeconds(15), Duration.ofSeconds(10), List.of()),
                    null,
                    null,
                    null,
                    null),
            new HostsConfig(List.of(), null),
            new AssessmentConfig(
                    Duration.ofSeconds(15),
                    Duration.ofMinutes(30),
                    Duration.ofHours(24),
                    Duration.ofMinutes(1),
                    Duration.ofDays(7),
                    Duration.ofMinutes(10)),
            new PolicyConfig(0.01, 0.01, 0.02, 0.05, Duration.ofMinutes(30), Duration.ofMinutes(2), 0.95, 5, true),
            new ModelConfig(null, null, Path.of("candidates")),
            new SignalsConfig(null),
            null);

    @TempDir
    Path folder;

    @Test
    void hasADefaultForEverything() {
        assertThat(valid(ConfigReader.read(null, Map.of(), List.of()))).isEqualTo(DEFAULTS);
    }

    @Test
    void mapsEveryKeyToItsPlace() throws IOException {
        Path file = folder.resolve("everything.yaml");
        try (InputStream in = Objects.requireNonNull(getClass().getResourceAsStream("everything.yaml"))) {
            Files.copy(in, file);
        }
        Files.writeString(folder.resolve("hosts.yaml"), "- id: db-1\n");

        ConfigReading reading = ConfigReader.read(file, Map.of(), List.of());

        assertThat(valid(reading)).isEqualTo(everything());
        assertThat(((ConfigReading.Valid) reading).settings())
                .as("a key that the file forgets is not tested")
                .allMatch(setting -> setting.source().startsWith(file + ":"));
    }

    private ServiceConfig everything() throws UnknownHostException {
        HostId web1 = new HostId("web-1");
        HostId web2 = new HostId("web-2");
        return new ServiceConfig(
                new ListenConfig("localhost", 9001),
                new ListenConfig("::1", 9002),
                new StoreConfig(folder.resolve("state/facts.db"), 512L << 20, Duration.ofDays(3), Duration.ofDays(60)),
                new SourcesConfig(
                        new ScrapeConfig(
                                Duration.ofSeconds(30),
                                Duration.ofSeconds(5),
                                List.of(
                                        new ScrapeConfig.Target(web1, URI.create("http://web-1:9100/metrics")),
                                        new ScrapeConfig.Target(web2, URI.create("https://10.0.0.8:9100/metrics")))),
                        new PrometheusConfig(
                                URI.create("http://prometheus:9090/prom"),
                                Duration.ofMinutes(1),
                                Duration.ofSeconds(45),
                                Duration.ofSeconds(20),
                                "job=\"nodes\"",
                                "node",
                                Path.of("/run/secrets/prometheus")),
                        new NetconsoleConfig(
                                "192.0.2.1",
                                514,
                                Map.of(
                                        InetAddress.getByName("10.0.0.7"), web1,
                                        InetAddress.getByName("fe80::7"), web2)),
                        new CrashConfig(
                                List.of(
                                        new CrashConfig.Folder(folder.resolve("crashes"), null),
                                        new CrashConfig.Folder(Path.of("/var/crash"), web2)),
                                Duration.ofMinutes(5)),
                        new SyslogConfig(
                                "192.0.2.2",
                                6514,
                                1514,
                                Map.of(InetAddress.getByName("10.0.0.9"), web1),
                                Set.of(InetAddress.getByName("10.0.0.2"), InetAddress.getByName("fe80::2")))),
                new HostsConfig(
                        List.of(
                                new HostEntry(
                                        web1,
                                        List.of("10.0.0.7", "web-1:9100"),
                                        "web/6.1",
                                        List.of(new HostEntry.PlannedReboot(
                                                Instant.parse("2026-03-04T02:00:00Z"),
                                                Instant.parse("2026-03-04T03:00:00Z")))),
                                new HostEntry(web2, List.of(), null, List.of()),
                                new HostEntry(new HostId("db-1"), List.of(), null, List.of())),
                        folder.resolve("hosts.yaml")),
                new AssessmentConfig(
                        Duration.ofSeconds(10),
                        Duration.ofHours(2),
                        Duration.ofHours(12),
                        Duration.ofSeconds(90),
                        Duration.ofDays(14),
                        Duration.ofMinutes(5)),
                new PolicyConfig(0.02, 0.005, 0.2, 0.6, Duration.ofMinutes(90), Duration.ofSeconds(45), 0.99, 3, false),
                new ModelConfig(
                        folder.resolve("models/fleet.pb"), folder.resolve("lab.csv"), folder.resolve("trained")),
                new SignalsConfig(folder.resolve("signals.yaml")),
                new AlertmanagerConfig(
                        List.of(URI.create("http://am-1:9093"), URI.create("https://am-2/prefix")),
                        URI.create("https://patchrisk.example/"),
                        "https://wiki.example/runbooks",
                        Map.of("cluster", "eu-1", "team", "kernel"),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(30),
                        Duration.ofMinutes(9),
                        Path.of("/run/secrets/alertmanager")));
    }

    @Test
    void letsTheLastSourceWin() throws IOException {
        Path file = write("http: {port: 1001}\nmanagement: {port: 1002}\npolicy: {soak: 5m}\n");
        Map<String, String> environment = Map.of("PATCHRISK_MANAGEMENT_PORT", "2002", "PATCHRISK_POLICY_SOAK", "6m");

        ConfigReading reading = ConfigReader.read(file, environment, List.of("policy.soak=7m", "policy.soak=8m"));

        assertThat(valid(reading).http().port()).isEqualTo(1001);
        assertThat(valid(reading).management().port()).isEqualTo(2002);
        assertThat(valid(reading).policy().soak()).isEqualTo(Duration.ofMinutes(8));
        assertThat(reading.render())
                .startsWith("configuration is valid\n")
                .contains("http.host = 127.0.0.1  (default)\n")
                .contains("http.port = 1001  (" + file + ":1)\n")
                .contains("management.port = 2002  (environment PATCHRISK_MANAGEMENT_PORT)\n")
                .contains("policy.soak = 8m  (--set)\n")
                .contains("sources.prometheus.interval = (not set)");
    }

    @Test
    void takesListsFromOneLine() {
        Map<String, String> environment =
                Map.of("PATCHRISK_SOURCES_SCRAPE_TARGETS", "[{host: a, url: 'http://127.0.0.1:9100/metrics'}]");

        ServiceConfig config =
                valid(ConfigReader.read(null, environment, List.of("sources.netconsole.sources={127.0.0.2: a}")));

        assertThat(config.sources().scrape().targets())
                .containsExactly(new ScrapeConfig.Target(new HostId("a"), URI.create("http://127.0.0.1:9100/metrics")));
        assertThat(Objects.requireNonNull(config.sources().netconsole()).port()).isEqualTo(6666);
    }

    @Test
    void reportsAllProblemsAtOnceWithTheirPlaces() throws IOException {
        Path file = write("""
                http:
                  host: 0.0.0.0
                  prot: 80
                store:
                  disk_budget: 512
                policy:
                  hold_at: 0.7
                sources:
                  scrape:
                    targets:
                      - {host: a, ulr: x}
                  prometheus:
                    interval: 15s
                """);

        ConfigReading reading =
                ConfigReader.read(file, Map.of("PATCHRISK_HTTP_PROT", "1"), List.of("polcy.soak=1m", "nonsense"));

        assertThat(reading.render().lines())
                .containsExactlyInAnyOrder(
                        "10 problems in the configuration",
                        "  " + file
                                + ":2: http.host = 0.0.0.0: can be reached from other machines, and the service does not"
                                + " authenticate anybody yet; write 127.0.0.1, and put a proxy that authenticates, or an SSH"
                                + " tunnel, before it",
                        "  " + file + ":3: http.prot = 80: is not known; did you mean http.port?",
                        "  " + file
                                + ":5: store.disk_budget = 512: is not understood; write a size with a unit, at least"
                                + " 16MiB, such as 512MiB or 2GiB",
                        "  " + file + ":7: policy.hold_at = 0.7: is not below policy.stop_at; lower it or raise"
                                + " policy.stop_at",
                        "  " + file + ":11: sources.scrape.targets[0].ulr = x: is not known; did you mean url?",
                        "  " + file + ":11: sources.scrape.targets[0].url: is missing; write a URL, such as"
                                + " http://web-1:9100/metrics",
                        "  configuration: sources.prometheus.url: is missing; set a URL, such as"
                                + " http://web-1:9100/metrics",
                        "  environment: PATCHRISK_HTTP_PROT = 1: is not known; did you mean PATCHRISK_HTTP_PORT?",
                        "  --set: polcy.soak = 1m: is not known; did you mean policy.soak?",
                        "  --set: nonsense: has no value; write --set key=value");
    }

    @Test
    void saysWhichSettingsDoNotFitEachOther() throws IOException {
        Path file = write("store: {keep_readings: 3h, keep_kernel_logs: 2d}\nhttp: {port: 8471}\npolicy: {alpha: 7}\n");

        assertThat(problems(ConfigReader.read(file, Map.of(), List.of("sources.scrape.timeout=20s"))))
                .extracting(Problem::key)
                .containsExactlyInAnyOrder(
                        "store.keep_readings",
                        "store.keep_kernel_logs",
                        "management.port",
                        "policy.alpha",
                        "sources.scrape.timeout");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0.0.0.0", "::", "10.0.0.7", "example.org", "127.0.0.1.evil.org", "localhost.evil.org", "127.1"})
    void listensOnNothingThatOtherMachinesMayReach(String host) {
        assertThat(problems(ConfigReader.read(null, Map.of(), List.of("http.host=" + host, "management.host=" + host))))
                .extracting(Problem::key)
                .containsExactly("http.host", "management.host");
        assertThatThrownBy(() -> new ListenConfig(host, 1)).hasMessageContaining("only on loopback");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1", "127.255.0.9", "::1", "[::1]"})
    void listensOnLoopback(String host) {
        assertThat(valid(ConfigReader.read(null, Map.of(), List.of("http.host=" + host)))
                        .http()
                        .host())
                .isEqualTo(host);
    }

    @Test
    void hidesWhatMayBeSecret() throws IOException {
        Path file = write("sources: {prometheus: {url: 'http://me:hunter2@prometheus:9090', bearer_token: hunter2}}\n");

        String text = ConfigReader.read(file, Map.of("PATCHRISK_DB_PASSWORD", "hunter2"), List.of())
                .render();

        assertThat(text)
                .doesNotContain("hunter2")
                .contains("http://(hidden)@prometheus:9090", "bearer_token = (hidden)");
    }

    @Test
    void leavesTheVariablesOfOthersAlone() {
        Map<String, String> environment = Map.of(
                "PATH", "/bin",
                "PATCHRISK_HOME", "/opt/patchrisk",
                "PATCHRISK_SERVICE_HOST", "10.96.0.1",
                "PATCHRISK_SERVICE_PORT_HTTP", "80",
                "PATCHRISK_PORT", "tcp://10.96.0.1:80",
                "PATCHRISK_PORT_80_TCP_ADDR", "10.96.0.1");

        assertThat(valid(ConfigReader.read(null, environment, List.of()))).isEqualTo(DEFAULTS);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http: [1|is no valid YAML",
                "'- a'|has no keys",
                "http: 80|is a section",
                "http: {port: }|has no value",
                "http: {port: 1}\\nhttp: {port: 2}|was given before, at",
                "a: &a [*a]|is no valid YAML",
                "hosts: {list: [{id: a}, {id: a}]}|has host a twice",
                "hosts: {list: [{id: a, aliases: [x]}, {id: b, aliases: [x]}]}|has the name x for a and for b",
                "hosts: {list: [{id: a, planned_reboots: [tomorrow]}]}|is no span of time",
                "hosts: {list: [a]}|has no named parts",
                "hosts: {file: missing.yaml}|does not exist",
                "sources: {netconsole: {port: 1, sources: {}}}|lists no address",
                "sources: {netconsole: {sources: {web-1: web-1}}}|is no IP address",
                "sources: {netconsole: {sources: {'::1': a, '0:0:0:0:0:0:0:1': b}}}|twice",
                "sources: {netconsole: {sources: {999.1.1.1: a}}}|is no IP address",
                "sources: {syslog: {tcp_port: 1}}|lists no address, and neither does sources.syslog.relays",
                "sources: {syslog: {relays: [loghost]}}|is no IP address",
                "sources: {syslog: {relays: 10.0.0.2}}|is no list",
                "sources: {syslog: {relays: [10.0.0.2], sources: {10.0.0.2: a}}}|puts down to one host",
                "sources: {scrape: {targets: [{host: a, url: 'ftp://a/'}]}}|is no http or https URL",
                "policy: {soak: 90}|is not understood",
                "policy: {soak: -5m}|is not understood",
                "policy: {soak: 99999999d}|is out of bounds",
                "policy: {prior_harm: NaN}|is not understood",
                "policy: {first_wave_max: 1e9}|is not understood",
            })
    void saysWhatIsWrongWith(String yaml, String what) throws IOException {
        List<Problem> problems = problems(ConfigReader.read(write(yaml.replace("\\n", "\n")), Map.of(), List.of()));

        assertThat(problems)
                .hasSize(1)
                .first()
                .extracting(Problem::what)
                .asString()
                .contains(what);
    }

    @Test
    void readsMoreHostsFromAFileAndNamesItsLines() throws IOException {
        Files.writeString(folder.resolve("hosts.yaml"), "- id: b\n- id: c\n  aliases: [10.0.0.9]\n");
        Path file = write("hosts: {list: [{id: a}], file: hosts.yaml}");

        assertThat(valid(ConfigReader.read(file, Map.of(), List.of())).hosts().list())
                .extracting(host -> host.id().value())
                .containsExactly("a", "b", "c");

        Files.writeString(folder.resolve("hosts.yaml"), "- id: b\n- ip: c\n");
        assertThat(problems(ConfigReader.read(file, Map.of(), List.of())))
                .extracting(Problem::source)
                .containsOnly(folder.resolve("hosts.yaml") + ":2");
    }

    @Test
    void saysWhenTheFileIsMissingOrNoText() throws IOException {
        Path missing = folder.resolve("missing.yaml");
        Path binary = Files.write(folder.resolve("binary.yaml"), new byte[] {(byte) 0xC3, 0x28});

        assertThat(ConfigReader.read(missing, Map.of(), List.of()).render()).contains("does not exist");
        assertThat(ConfigReader.read(binary, Map.of(), List.of()).render()).contains("is not UTF-8 text");
        assertThat(ConfigReader.read(folder, Map.of(), List.of()).render()).contains("cannot be read");
    }

    @Test
    void takesAFileThatSaysNothing() throws IOException {
        assertThat(valid(ConfigReader.read(write("# later\nstore:\n"), Map.of(), List.of())))
                .isEqualTo(DEFAULTS);
    }

    private Path write(String yaml) throws IOException {
        return Files.writeString(folder.resolve("patchrisk.yaml"), yaml);
    }

    private static ServiceConfig valid(ConfigReading reading) {
        assertThat(reading).as(reading.render()).isInstanceOf(ConfigReading.Valid.class);
        return ((ConfigReading.Valid) reading).config();
    }

    private static List<Problem> problems(ConfigReading reading) {
        assertThat(reading).as(reading.render()).isInstanceOf(ConfigReading.Invalid.class);
        return ((ConfigReading.Invalid) reading).problems();
    }
}
