// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The service on Debian's own node_exporter and Prometheus, and on real datagrams. Scrapes come every second and the windows
 * are the shortest that can be configured; with 15 s it is the same in a quarter of an hour.
 */
@Tag("slow")
class RealServersTest {

    private static final int HOSTS = 18;

    /** 5 of 16 hosts can be chosen in 4368 ways, which is enough for a verdict; 2 hosts more get another patch. */
    private static final int PATCHED = 5;

    private static final Duration BEFORE = Duration.ofSeconds(90);
    private static final Duration AFTER = Duration.ofSeconds(180);

    @TempDir
    private Path folder;

    private final List<Kernel> kernels = new ArrayList<>();

    @AfterEach
    void end() {
        kernels.forEach(Kernel::close);
    }

    @Test
    void scoresADeclaredRolloutInWhichNothingChangesAndNoticesOneThatNobodyDeclared() throws Exception {
        try (Servers servers = new Servers(folder)) {
            Config config = new Config(folder);
            int udp = Servers.freeUdpPort();
            List<URI> exporters = servers.nodeExporters(HOSTS);
            for (int i = 0; i < HOSTS; i++) {
                config.scrape(host(i), exporters.get(i));
                config.kernel(host(i), address(i), udp);
                kernels.add(new Kernel(address(i), udp));
            }
            try (ServiceProcess service = ServiceProcess.start(config)) {
                declare(service);
                for (Kernel kernel : kernels) {
                    kernel.print("a line that proves the channel");
                }
                Eventually.await(
                        "the first hosts may be patched",
                        BEFORE,
                        () -> service.gate("aa"),
                        RealServersTest::isPreflight);

                patch(service);

                observed(service);
                Set<String> decisions = new TreeSet<>();
                Reply last = untilItProceeds(service, decisions);
                System.out.println("A/A over node_exporter: " + decisions + ", at last " + last.text());
                assertThat(decisions).isSubsetOf("hold", "proceed");
                saysWhatIsMissingUnlessItProceeds(last.json());
            }
        }
    }

    private static void declare(ServiceProcess service) throws Exception {
        assertThat(service.api()
                        .post(
                                "/api/v1/patches",
                                "{\"id\": \"aa\", \"kind\": \"live\", \"modules\": [\"livepatch_aa\"]}")
                        .status())
                .isEqualTo(201);
        String hosts = "[\"h0\", \"h1\", \"h2\", \"h3\", \"h4\"]";
        assertThat(service.api().post("/api/v1/rollouts", """
                                {"id": "aa", "patch": "aa", "mode": "enforcing",
                                 "waves": [{"name": "canary", "hosts": %s}, {"name": "rest", "hosts": ["h7", "h8"]}]}""".formatted(hosts)).status())
                .isEqualTo(201);
    }

    private static boolean isPreflight(Reply gate) {
        return gate.decision().equals("proceed")
                && gate.json().path("basis").asText().equals("preflight");
    }

    /** Three kernels say so themselves, a tool says it of two; two more take a patch that nobody declared. */
    private void patch(ServiceProcess service) throws Exception {
        for (int i = 0; i < PATCHED; i++) {
            if (i < 3) {
                kernels.get(i).loadLivePatch("livepatch_aa");
            } else {
                assertThat(service.api()
                                .post(
                                        "/api/v1/rollouts/aa/patched",
                                        "{\"host\": \"" + host(i) + "\", \"at\": \"" + Instant.now() + "\"}")
                                .status())
                        .isEqualTo(202);
            }
        }
        kernels.get(PATCHED).loadLivePatch("livepatch_nobody_declared");
        kernels.get(PATCHED + 1).loadLivePatch("livepatch_nobody_declared");
    }

    private static void observed(ServiceProcess service) throws Exception {
        Reply gate = Eventually.await(
                "the patch that nobody declared is scored",
                Duration.ofSeconds(60),
                () -> service.gate("observed-livepatch_nobody_declared"),
                reply -> reply.json().path("risk").isNumber()
                        && reply.json().path("coverage").path("full").asInt() == 2);

        assertThat(gate.decision()).isEqualTo("hold");
        assertThat(gate.json().path("mode").asText()).isEqualTo("advisory");
        JsonNode rollout = service.api()
                .get("/api/v1/rollouts/observed-livepatch_nobody_declared")
                .json();
        assertThat(rollout.path("origin").asText()).isEqualTo("observed");
    }

    private static Reply untilItProceeds(ServiceProcess service, Set<String> decisions) throws Exception {
        Instant end = Instant.now().plus(AFTER);
        return Eventually.await(
                "a last answer",
                AFTER.plusSeconds(10),
                () -> {
                    Reply gate = service.gate("aa");
                    decisions.add(gate.decision());
                    return gate;
                },
                gate -> gate.decision().equals("proceed") || Instant.now().isAfter(end));
    }

    private static void saysWhatIsMissingUnlessItProceeds(JsonNode gate) {
        assertThat(gate.path("basis").asText()).isEqualTo("evidence");
        assertThat(gate.path("coverage").path("full").asInt()).isEqualTo(PATCHED);
        assertThat(gate.path("coverage").path("controls").asInt()).isEqualTo(HOSTS - PATCHED - 2);
        if (gate.path("decision").asText().equals("hold")) {
            assertThat(gate.path("reasons")).isNotEmpty().allSatisfy(reason -> {
                assertThat(reason.path("code").asText())
                        .isIn("fleet_event", "not_exercised", "underpowered", "soaking", "confirming", "risk_elevated");
                assertThat(reason.path("text").asText()).isNotBlank();
            });
        }
    }

    @Test
    void readsItsHostsFromPrometheus() throws Exception {
        try (Servers servers = new Servers(folder)) {
            Config config = new Config(folder);
            int udp = Servers.freeUdpPort();
            List<String> targets = new ArrayList<>();
            List<URI> exporters = servers.nodeExporters(3);
            for (int i = 0; i < exporters.size(); i++) {
                String instance = exporters.get(i).getAuthority();
                targets.add("\"" + instance + "\"");
                config.host(host(i), instance).kernel(host(i), address(i), udp);
                kernels.add(new Kernel(address(i), udp));
            }
            config.prometheus(servers.prometheus("""
                    global: {scrape_interval: 1s, scrape_timeout: 900ms}
                    scrape_configs:
                      - job_name: node
                        static_configs: [{targets: %s}]
                    """.formatted(targets)));
            try (ServiceProcess service = ServiceProcess.start(config)) {
                service.api().post("/api/v1/patches", "{\"id\": \"p1\", \"kind\": \"live\", \"modules\": [\"lp1\"]}");
                service.api()
                        .post(
                                "/api/v1/rollouts",
                                "{\"id\": \"r1\", \"patch\": \"p1\", \"waves\": [{\"name\": \"w1\", \"hosts\": [\"h0\"]}]}");
                for (Kernel kernel : kernels) {
                    kernel.print("a line that proves the channel");
                }
                Eventually.await(
                        "the first host may be patched",
                        BEFORE.plusSeconds(30),
                        () -> service.gate("r1"),
                        RealServersTest::isPreflight);
                kernels.get(0).loadLivePatch("lp1");
                Reply gate = Eventually.await(
                        "the evidence of Prometheus is weighed",
                        Duration.ofSeconds(60),
                        () -> service.gate("r1"),
                        reply -> reply.json().path("basis").asText().equals("evidence")
                                && reply.json().path("risk").isNumber()
                                && reply.json().path("coverage").path("full").asInt() == 1);

                assertThat(gate.decision()).isEqualTo("hold");
                assertThat(gate.text()).contains("underpowered");
                assertThat(service.api().get("/api/v1/hosts").json().path("hosts"))
                        .hasSize(3);
                Metrics metrics = service.metrics();
                assertThat(metrics.sum("patchrisk_source_up", "source=\"prometheus\""))
                        .isEqualTo(1);
                assertThat(metrics.sum("patchrisk_ingest_stored_total", "source=\"prometheus\""))
                        .isPositive();
            }
        }
    }

    private static String host(int i) {
        return "h" + i;
    }

    private static String address(int i) {
        return "127.0.1." + (i + 1);
    }
}
