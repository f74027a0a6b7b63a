// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Debian's own Alertmanager makes of what the service posts by itself, from the datagram to the webhook. */
@Tag("slow")
class AlertmanagerTest {

    private static final String STOP = "PatchriskRolloutStop";
    private static final String FAULT = "PatchriskKernelEventAttributed";
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    private Servers servers;
    private Webhook webhook;
    private int udp;

    @BeforeEach
    void start() throws IOException {
        servers = new Servers(folder);
        webhook = new Webhook();
        udp = Servers.freeUdpPort();
    }

    @AfterEach
    void end() {
        servers.close();
        webhook.close();
    }

    @Test
    void notifiesOfAnOopsInAPatchedFunctionLongBeforeTheNextLook() throws Exception {
        int port = Servers.freePort();
        alertmanager(port);
        try (ServiceProcess service = ServiceProcess.start(config(port).seldomLooks());
                Kernel kernel = new Kernel("127.0.3.1", udp)) {
            declare(service, "\"functions\": [\"demo_open\"]");
            patched(service, kernel);

            long began = System.nanoTime();
            oops(kernel, "demo_open+0x24/0x90", true);
            JsonNode fault = first(FAULT);
            JsonNode stop = first(STOP);
            long millis = (System.nanoTime() - began) / 1_000_000;

            System.out.println("from the first datagram of an oops to both alerts at the webhook: " + millis + " ms");
            assertThat(millis).isLessThan(5_000);
            assertThat(stop.path("labels").toString())
                    .isEqualTo(json(
                            "{'alertname':'%s','cluster':'lab','gate':'stop','rollout':'r1','severity':'critical','wave':'w1'}"
                                    .formatted(STOP)));
            assertThat(stop.path("annotations").path("decision").asText()).isEqualTo("stop");
            assertThat(stop.path("annotations").path("reasons").asText())
                    .startsWith("1. ")
                    .contains("demo_open");
            assertThat(stop.path("annotations").path("hosts").asText()).isEqualTo("h0");
            assertThat(stop.path("annotations").path("function").asText()).isEqualTo("demo_open");
            assertThat(stop.path("generatorURL").asText()).isEqualTo("https://patchrisk.example/#/rollouts/r1");
            assertThat(fault.path("labels").path("rollout").asText()).isEqualTo("r1");
            assertThat(fault.path("annotations").path("description").asText()).contains("demo_open");
        }
    }

    @Test
    void takesAReportWithoutAnEndAfterTheQuietThatEndsIt() throws Exception {
        int port = Servers.freePort();
        alertmanager(port);
        try (ServiceProcess service = ServiceProcess.start(config(port).seldomLooks());
                Kernel kernel = new Kernel("127.0.3.1", udp)) {
            declare(service, "\"functions\": []");
            patched(service, kernel);

            long began = System.nanoTime();
            oops(kernel, "demo_close+0x24/0x90 [livepatch_demo]", false);
            first(STOP);
            long millis = (System.nanoTime() - began) / 1_000_000;

            System.out.println("of an oops whose end never comes: " + millis + " ms");
            // Its end is waited for for 2 s.
            assertThat(millis).isLessThan(7_000);
        }
    }

    @Test
    void isOneAlertWithTheRulesOwnAndEndsWhenSomebodyClearsTheStop() throws Exception {
        int port = Servers.freePort();
        alertmanager(port);
        Api api = new Api(root(port));
        try (ServiceProcess service = ServiceProcess.start(config(port));
                Kernel kernel = new Kernel("127.0.3.1", udp)) {
            declare(service, "\"functions\": []");
            patched(service, kernel);
            oops(kernel, "demo_open+0x24/0x90 [livepatch_demo]", true);
            first(STOP);

            String rules = json(
                    "[{'labels':{'alertname':'%s','cluster':'lab','gate':'stop','rollout':'r1','severity':'critical','wave':'w1'},"
                                    .formatted(STOP)
                            + "'annotations':{'summary':'of the rule'}},{'labels':{'alertname':'Marker','rollout':'r1'}}]");
            assertThat(api.post("/api/v2/alerts", rules).status()).isEqualTo(200);
            first("Marker");

            JsonNode last = webhook.notifications().get(webhook.notifications().size() - 1);
            assertThat(last.path("alerts"))
                    .extracting(alert -> alert.path("labels").path("alertname").asText())
                    .containsExactlyInAnyOrder(STOP, FAULT, "Marker");
            assertThat(api.get("/api/v2/alerts").json())
                    .filteredOn(alert -> name(alert).equals(STOP))
                    .hasSize(1);

            clear(service);
            Eventually.await(
                    "the alert ends",
                    SOON,
                    () -> webhook.alerts(STOP),
                    alerts -> alerts.get(alerts.size() - 1)
                            .path("status")
                            .asText()
                            .equals("resolved"));
        }
    }

    @Test
    void tellsWhatStillHoldsAfterARestartAndToAnAlertmanagerThatWasAway() throws Exception {
        int port = Servers.freePort();
        int other = Servers.freePort();
        alertmanager(other);
        Config config = config(port, other);
        try (Kernel kernel = new Kernel("127.0.3.1", udp)) {
            try (ServiceProcess service = ServiceProcess.start(config)) {
                declare(service, "\"functions\": []");
                patched(service, kernel);
                oops(kernel, "demo_open+0x24/0x90 [livepatch_demo]", true);
                // One is away; the other is told all the same.
                first(STOP);
                Eventually.await(
                        "posts fail",
                        SOON,
                        service::metrics,
                        seen -> seen.sum("patchrisk_alertmanager_posts_total", "outcome=\"failed\"") > 0);
                Process late = alertmanager(port);
                tellsOf(port, STOP);
                late.destroy();
                late.waitFor();
            }
            alertmanager(port);
            try (ServiceProcess service = ServiceProcess.start(config)) {
                JsonNode alert = tellsOf(port, STOP);
                assertThat(alert.path("annotations").path("reasons").asText()).contains("demo_open");
                assertThat(service.metrics().sum("patchrisk_alertmanager_posts_total", "outcome=\"refused\""))
                        .isZero();
            }
        }
        assertThat(webhook.alerts(STOP))
                .extracting(alert -> alert.path("status").asText())
                .doesNotContain("resolved");
    }

    private JsonNode first(String name) throws Exception {
        return Eventually.await("a notification of " + name, SOON, () -> webhook.alerts(name), all -> !all.isEmpty())
                .get(0);
    }

    private static JsonNode tellsOf(int port, String name) throws Exception {
        Api api = new Api(root(port));
        JsonNode alerts = Eventually.await("Alertmanager knows " + name, SOON, () -> alerts(api), all -> {
            for (JsonNode alert : all) {
                if (name(alert).equals(name)) {
                    return true;
                }
            }
            return false;
        });
        for (JsonNode alert : alerts) {
            if (name(alert).equals(name)) {
                return alert;
            }
        }
        throw new AssertionError(name);
    }

    private static JsonNode alerts(Api api) throws InterruptedException {
        try {
            return api.get("/api/v2/alerts").json();
        } catch (IOException e) {
            return new ObjectMapper().createArrayNode();
        }
    }

    private static String name(JsonNode alert) {
        return alert.path("labels").path("alertname").asText();
    }

    private static String json(String text) {
        return text.replace('\'', '"');
    }

    private static URI root(int port) {
        return URI.create("http://127.0.0.1:" + port);
    }

    private Process alertmanager(int port) throws Exception {
        Process process = servers.alertmanager(port, """
                global: {resolve_timeout: 3m}
                route: {receiver: gate, group_by: [rollout], group_wait: 0s, group_interval: 1s, repeat_interval: 1h}
                receivers:
                  - name: gate
                    webhook_configs: [{url: "%s", send_resolved: true}]
                """.formatted(webhook.url()));
        Api api = new Api(root(port));
        Eventually.await("Alertmanager answers", SOON, () -> alerts(api, "/-/ready"), ready -> ready);
        return process;
    }

    private static boolean alerts(Api api, String path) throws InterruptedException {
        try {
            return api.get(path).status() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private Config config(int... ports) {
        return new Config(folder)
                .host("h0")
                .host("h1")
                .kernel("h0", "127.0.3.1", udp)
                .alertmanagers(java.util.Arrays.stream(ports)
                        .mapToObj(AlertmanagerTest::root)
                        .toList());
    }

    private static void declare(ServiceProcess service, String more) throws Exception {
        assertThat(service.api()
                        .post(
                                "/api/v1/patches",
                                "{\"id\": \"p1\", \"kind\": \"live\", \"modules\": [\"livepatch_demo\"], " + more + "}")
                        .status())
                .isEqualTo(201);
        assertThat(service.api().post("/api/v1/rollouts", """
                                {"id": "r1", "patch": "p1", "mode": "enforcing", "waves":
                                 [{"name": "w1", "hosts": ["h0"]}, {"name": "w2", "hosts": ["h1"]}]}""").status()).isEqualTo(201);
    }

    private static void patched(ServiceProcess service, Kernel kernel) throws Exception {
        kernel.loadLivePatch("livepatch_demo");
        Eventually.await(
                "the host is patched",
                SOON,
                () -> service.api().get("/api/v1/hosts/h0"),
                reply -> reply.text().contains("\"patch_state\":\"patched\""));
    }

    private static void clear(ServiceProcess service) throws Exception {
        Reply reply = service.api().post("/api/v1/rollouts/r1/actions", """
                {"action": "know_fingerprint", "by": "ann", "reason": "looked at", "fingerprint": "%s",
                 "expires_at": "%s"}""".formatted(
                        service.api()
                                .get("/api/v1/rollouts/r1/events")
                                .json()
                                .path("events")
                                .path(0)
                                .path("fingerprint")
                                .asText(),
                        java.time.Instant.now().plus(Duration.ofHours(1))));
        assertThat(reply.status()).as(reply.text()).isLessThan(300);
        reply = service.api()
                .post(
                        "/api/v1/rollouts/r1/actions",
                        "{\"action\": \"clear_stop\", \"by\": \"ann\", \"reason\": \"known\"}");
        assertThat(reply.status()).as(reply.text()).isLessThan(300);
    }

    /** Prints an oops, as a kernel does. */
    private static void oops(Kernel kernel, String where, boolean ended) throws IOException {
        for (String line : List.of(
                "BUG: kernel NULL pointer dereference, address: 0000000000000010",
                "#PF: supervisor read access in kernel mode",
                "Oops: 0000 [#1] PREEMPT SMP NOPTI",
                "CPU: 0 PID: 7 Comm: demo Tainted: G           OE K    6.1.0-demo #1",
                "RIP: 0010:" + where,
                "Call Trace:",
                " <TASK>",
                " " + where,
                " do_syscall_64+0x5d/0xb0",
                " entry_SYSCALL_64_after_hwframe+0x6e/0xd8",
                " </TASK>")) {
            kernel.print(line);
        }
        if (ended) {
            kernel.print("---[ end trace 0000000000000000 ]---");
        }
    }
}
