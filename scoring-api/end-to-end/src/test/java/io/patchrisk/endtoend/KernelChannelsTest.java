// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a kernel says, by the real rsyslog and by real netconsole datagrams, from where it is said to where it decides: the
 * events of a rollout, the metrics, and the gate's reasons.
 */
class KernelChannelsTest {

    private static final List<String> LOADED = Kernel.loaded("livepatch_demo");

    @TempDir
    private Path folder;

    private final long began = System.nanoTime();

    @Test
    void reachTheGateFromRsyslogAndFromNetconsole() throws Exception {
        int tcp = Servers.freePort();
        int udp = Servers.freeUdpPort();
        Config config =
                new Config(folder).host("h0").host("h1").host("h2").syslog(tcp).kernel("h1", "127.0.2.1", udp);
        try (Servers servers = new Servers(folder);
                ServiceProcess service = ServiceProcess.start(config);
                Kernel datagrams = new Kernel("127.0.2.1", udp)) {
            Path kernelLog = servers.rsyslog("h0.lan", tcp);
            Path stranger = servers.rsyslog("nobody.lan", tcp);
            declare(service);

            print(kernelLog, LOADED);
            for (String line : LOADED) {
                datagrams.print(line);
            }
            Eventually.await(
                    "both hosts are patched",
                    Duration.ofSeconds(30),
                    service::metrics,
                    metrics -> metrics.sum("patchrisk_rollout_hosts", "wave=\"w1\"", "state=\"patched\"") == 2);
            assertThat(service.metrics().sum("patchrisk_kernel_events_total")).isZero();

            print(kernelLog, Oops.in("demo_open", "livepatch_demo"));
            print(stranger, Oops.in("demo_open", "livepatch_demo"));
            for (String line : Oops.in("demo_close", "livepatch_demo")) {
                datagrams.print(line);
            }
            JsonNode events = Eventually.await(
                            "both reports are events of the rollout",
                            Duration.ofSeconds(30),
                            () -> service.api().get("/api/v1/rollouts/r1/events"),
                            reply -> reply.json().path("events").size() == 2)
                    .json()
                    .path("events");

            assertThat(events).allSatisfy(event -> {
                assertThat(event.path("kind").asText()).isEqualTo("oops");
                assertThat(event.path("attributed").asBoolean()).isTrue();
                assertThat(event.path("sample").asText()).contains("[livepatch_demo]");
            });
            assertThat(events)
                    .extracting(event -> event.path("function").asText() + " on "
                            + event.path("patched_hosts").path(0).asText())
                    .containsExactlyInAnyOrder("demo_open on h0", "demo_close on h1");
            stops(service);
            countsEverything(service);
        }
    }

    @Test
    void reachTheGateFromTheJournal() throws Exception {
        try (ServiceProcess service =
                ServiceProcess.start(new Config(folder).host("h0").host("h1").host("h2"))) {
            declare(service);
            List<String> said = new ArrayList<>(LOADED);
            said.addAll(Oops.in("demo_open", "livepatch_demo"));
            StringBuilder journal = new StringBuilder();
            long uptime = Kernel.UPTIME_MICROS;
            for (String line : said) {
                uptime += 1_000_000;
                journal.append("""
                        {"_TRANSPORT":"kernel","PRIORITY":"3","_BOOT_ID":"b1","_HOSTNAME":"h0.lan",\
                        "_SOURCE_MONOTONIC_TIMESTAMP":"%d","MESSAGE":"%s"}
                        """.formatted(uptime, line));
            }
            journal.append("{\"_TRANSPORT\":\"syslog\",\"_HOSTNAME\":\"h0.lan\",\"MESSAGE\":\"of a program\"}\n");
            Reply reply = service.api()
                    .post("/api/v1/hosts/h0.lan/kernel-log", "application/jsonl", "k1", journal.toString());

            assertThat(reply.status()).as(reply.text()).isEqualTo(202);
            assertThat(reply.json().path("events").asInt()).isEqualTo(1);
            assertThat(reply.json().path("passed_over").path("not_kernel").asInt())
                    .isEqualTo(1);
            stops(service);
        }
    }

    private static void declare(ServiceProcess service) throws Exception {
        assertThat(service.api()
                        .post(
                                "/api/v1/patches",
                                "{\"id\": \"p1\", \"kind\": \"live\", \"modules\": [\"livepatch_demo\"]}")
                        .status())
                .isEqualTo(201);
        assertThat(service.api().post("/api/v1/rollouts", """
                                {"id": "r1", "patch": "p1", "mode": "enforcing", "waves":
                                 [{"name": "w1", "hosts": ["h0", "h1"]}, {"name": "w2", "hosts": ["h2"]}]}""").status()).isEqualTo(201);
    }

    private static void stops(ServiceProcess service) throws Exception {
        Reply gate = Eventually.await(
                "the gate stops",
                Duration.ofSeconds(30),
                () -> service.gate("r1"),
                reply -> reply.decision().equals("stop"));
        assertThat(gate.json().path("reasons"))
                .extracting(reason -> reason.path("code").asText())
                .contains("crash_attributed");
        assertThat(gate.text()).contains("demo_open");
    }

    private static void countsEverything(ServiceProcess service) throws Exception {
        Metrics metrics = Eventually.await(
                "everything is stored",
                Duration.ofSeconds(20),
                service::metrics,
                seen -> received(seen, "syslog") == accounted(seen, "syslog")
                        && received(seen, "netconsole") == accounted(seen, "netconsole"));
        int lines = LOADED.size() + Oops.in("demo_open", "livepatch_demo").size();
        assertThat(metrics.sum("patchrisk_ingest_stored_total", "source=\"syslog\""))
                .isEqualTo(lines);
        assertThat(metrics.sum("patchrisk_ingest_stored_total", "source=\"netconsole\""))
                .isEqualTo(lines);
        assertThat(metrics.sum("patchrisk_ingest_rejected_total", "source=\"syslog\"", "reason=\"unknown_host\""))
                .isEqualTo(lines - LOADED.size());
        assertThat(metrics.sum("patchrisk_source_up", "source=\"syslog\"")).isEqualTo(1);
        assertThat(metrics.sum("patchrisk_source_last_success_timestamp_seconds", "source=\"syslog\""))
                .isPositive();
        assertThat(metrics.sum("patchrisk_kernel_events_total", "kind=\"oops\"", "attributed=\"true\""))
                .isEqualTo(2);
    }

    private static double received(Metrics metrics, String source) {
        return metrics.sum("patchrisk_ingest_received_total", "source=\"" + source + "\"");
    }

    private static double accounted(Metrics metrics, String source) {
        String label = "source=\"" + source + "\"";
        return metrics.sum("patchrisk_ingest_stored_total", label)
                + metrics.sum("patchrisk_ingest_rejected_total", label)
                + metrics.sum("patchrisk_ingest_dropped_total", label);
    }

    /** Prints lines with the kernel's own stamps. */
    private void print(Path kernelLog, List<String> lines) throws IOException {
        List<String> stamped = new ArrayList<>();
        for (String line : lines) {
            long micros = Kernel.UPTIME_MICROS + (System.nanoTime() - began) / 1000;
            stamped.add("[%5d.%06d] %s".formatted(micros / 1_000_000, micros % 1_000_000, line));
        }
        Files.write(kernelLog, stamped, StandardOpenOption.APPEND);
    }
}
