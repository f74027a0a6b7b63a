// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchrisk.endtoend.NotificationSink.Notification;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * From what the service and hosts say to what people and tools are told, by Debian's own Prometheus and Alertmanager with the
 * rules, routes, inhibitions and templates that are shipped. Only waits are shorter.
 */
@Tag("slow")
class AlertChainTest {

    private static final String STOP = "PatchriskRolloutStop";
    private static final String STUCK = "PatchriskHostTransitionStuck";
    private static final int HOSTS = 50;

    @TempDir
    private Path folder;

    private Servers servers;
    private volatile String exposition = "";
    private FakeExporter exporter;

    @BeforeEach
    void start() throws Exception {
        servers = new Servers(folder);
        exporter = new FakeExporter(n -> FakeExporter.Answer.metrics(exposition));
    }

    @AfterEach
    void end() {
        servers.close();
        exporter.close();
    }

    @Test
    void tellsOfAnOopsInAPatchedFunctionAndOfAServiceThatDies() throws Exception {
        int udp = Servers.freeUdpPort();
        Config config = new Config(folder).host("h0").host("h1").host("h2").kernel("h1", "127.0.4.1", udp);
        try (ServiceProcess service = ServiceProcess.start(config);
                Kernel kernel = new Kernel("127.0.4.1", udp);
                AlertChain chain = new AlertChain(folder, servers, job("patchrisk", service.management()))) {
            declare(service);
            chain.awaitQuery("up{job=\"patchrisk\"}", "1");
            kernel.loadLivePatch("livepatch_demo");
            chain.awaitQuery("max(patchrisk_rollout_hosts{state=\"patched\"})", "1");
            chain.await("the watchdog is heard", "dead-man", notification -> notification.tells("PatchriskWatchdog"));

            long began = System.nanoTime();
            for (String line : Oops.in("demo_open", "livepatch_demo")) {
                kernel.print(line);
            }
            Notification stop = chain.await("the gate's webhook", "gate", each -> each.tells(STOP));
            long millis = (System.nanoTime() - began) / 1_000_000;

            System.out.println("from a datagram through Prometheus to the gate's webhook: " + millis + " ms");
            assertThat(millis).isLessThan(5_000);
            assertThat(stop.body().path("groupLabels").toString()).isEqualTo("{\"rollout\":\"r1\"}");
            chain.await("somebody is woken", "on-call", each -> each.tells(STOP));
            assertThat(chain.query("up{job=\"patchrisk\"} == 1"))
                    .as("with exemplars taken")
                    .hasSize(1);
            assertThat(chain.prometheus()
                            .get(
                                    "/api/v1/query_exemplars?query=patchrisk_http_request_duration_seconds_bucket&start=0&end=9999999999")
                            .status())
                    .isEqualTo(200);
            everyRuleIsHealthy(chain);

            service.kill();
            chain.await("the service is dead", "on-call", each -> each.tells("PatchriskDown"));
            Notification over = chain.await("a stop that nobody states any more", "gate", each -> !each.firing());
            assertThat(over.tells(STOP)).isTrue();
        }
    }

    @Test
    void tellsOnceOfFiftyHostsAndOnceMoreWhenTheyAreWell() throws Exception {
        exposition = hosts(0);
        try (AlertChain chain = new AlertChain(folder, servers, job("node", new Api(exporter.root())))) {
            chain.alertmanager();
            chain.awaitQuery("count(livepatch_transition)", HOSTS + "");

            exposition = hosts(1);
            Notification told = chain.await("a notification", "team", AlertChainTest::isOfStuckHosts);

            String text = told.body().toString();
            assertThat(text)
                    .contains("[HOLD, 50 alerts]", "These are 5 of 50 alerts.", "#patchriskhosttransitionstuck");
            assertThat(chain.alerts("alertname=\"" + STUCK + "\"")).hasSize(HOSTS);

            exposition = hosts(0);
            chain.await("they are well", "team", each -> each.body().toString().contains("[RESOLVED, 50 alerts]"));
            assertThat(chain.received("team").stream().filter(AlertChainTest::isOfStuckHosts))
                    .as("notifications of one storm")
                    .hasSize(1);
        }
    }

    @Test
    void mutesByLabelsThatMustBeThereAndStaysMutedWhileSilenced() throws Exception {
        exposition = stopped(1);
        try (AlertChain chain = new AlertChain(folder, servers, job("patchrisk", new Api(exporter.root())))) {
            Api alertmanager = chain.alertmanager();
            chain.await("the stop", "gate", each -> each.tells(STOP));

            post(alertmanager, "\"alertname\": \"PatchriskRolloutHeld\", \"gate\": \"hold\", \"rollout\": \"r1\"", "");
            post(alertmanager, "\"alertname\": \"PatchriskRolloutHeld\", \"gate\": \"hold\", \"rollout\": \"r2\"", "");
            post(alertmanager, "\"alertname\": \"PatchriskSourceDown\", \"gate\": \"hold\", \"source\": \"push\"", "");
            awaitState(chain, "suppressed", "alertname=\"PatchriskRolloutHeld\"", "rollout=\"r1\"");
            awaitState(chain, "active", "alertname=\"PatchriskRolloutHeld\"", "rollout=\"r2\"");
            awaitState(chain, "active", "alertname=\"PatchriskSourceDown\"");

            String silence = """
                    {"matchers": [{"name": "rollout", "value": "r1", "isRegex": false, "isEqual": true}],
                     "startsAt": "%s", "endsAt": "%s", "createdBy": "a test", "comment": "a window"}""".formatted(Instant.now(), Instant.now().plusSeconds(600));
            assertThat(alertmanager.post("/api/v2/silences", silence).status()).isEqualTo(200);
            awaitState(chain, "suppressed", "alertname=\"" + STOP + "\"");
            assertThat(chain.query("ALERTS{alertname=\"" + STOP + "\",alertstate=\"firing\"}"))
                    .as("Prometheus knows no silences")
                    .hasSize(1);

            exposition = stopped(0);
            Eventually.await(
                    "the stop is over",
                    Duration.ofSeconds(60),
                    () -> chain.alerts("alertname=\"" + STOP + "\""),
                    alerts -> alerts.isEmpty());
            assertThat(chain.received("gate"))
                    .as("a silenced alert never says that it resolved, so a webhook is a hint")
                    .allMatch(Notification::firing);
        }
    }

    /** What the service posts by itself is the rule's alert with more in it: one alert, one notification. */
    @ParameterizedTest
    @CsvSource({"PatchriskRolloutStop,critical,stop,gate,true", "PatchriskKernelEventAttributed,warning,none,team,false"
    })
    void takesWhatTheServicePostsAndTheRuleForOneAlert(
            String alert, String severity, String gate, String receiver, boolean ofAWave) throws Exception {
        exposition = stopped(0) + reported(0);
        try (AlertChain chain = new AlertChain(folder, servers, job("patchrisk", new Api(exporter.root())))) {
            chain.awaitQuery("max(patchrisk_decision{decision=\"stop\"})", "0");
            post(
                    chain.alertmanager(),
                    "\"alertname\": \"%s\", \"severity\": \"%s\", \"gate\": \"%s\", \"rollout\": \"r1\"%s"
                            .formatted(alert, severity, gate, ofAWave ? ", \"wave\": \"w1\"" : ""),
                    "\"decision\": \"stop\", \"function\": \"demo_open\", \"hosts\": \"h0\"");
            Notification posted = chain.await("the post", receiver, each -> names(each, alert));
            assertThat(posted.body().toString()).contains("demo_open");

            exposition = ofAWave ? stopped(1) : stopped(0) + reported(1);
            JsonNode alerts = Eventually.await(
                    "the rule's own words have come",
                    Duration.ofSeconds(60),
                    () -> chain.alerts("alertname=\"" + alert + "\""),
                    each -> each.path(0).path("annotations").has("runbook_url"));

            assertThat(alerts).hasSize(1);
            assertThat(chain.received(receiver).stream().filter(each -> names(each, alert)))
                    .hasSize(1);
        }
    }

    /** The gate's webhook names alerts by labels, the team's chat in words. */
    private static boolean names(Notification notification, String alert) {
        return notification.body().toString().contains(alert)
                && !notification.body().path("status").asText().equals("resolved");
    }

    private static boolean isOfStuckHosts(Notification notification) {
        return notification.body().toString().contains("[HOLD");
    }

    private static void awaitState(AlertChain chain, String state, String... labels) throws Exception {
        Eventually.await(
                String.join(",", labels) + " is " + state,
                Duration.ofSeconds(30),
                () -> chain.alerts(labels),
                alerts -> alerts.path(0).path("status").path("state").asText().equals(state));
    }

    private static void post(Api alertmanager, String labels, String annotations) throws Exception {
        Reply reply = alertmanager.post(
                "/api/v2/alerts", "[{\"labels\": {" + labels + "}, \"annotations\": {" + annotations + "}}]");
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    }

    private static void everyRuleIsHealthy(AlertChain chain) throws Exception {
        Reply rules = Eventually.await(
                "all rules are evaluated",
                Duration.ofSeconds(60),
                () -> chain.prometheus().get("/api/v1/rules"),
                reply -> !reply.text().contains("\"health\":\"unknown\""));
        assertThat(rules.text()).doesNotContain("\"health\":\"err\"");
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

    private static String job(String name, Api target) {
        return "  - {job_name: %s, honor_labels: true, static_configs: [{targets: [\"%s\"]}]}%n"
                .formatted(name, target.root().getAuthority());
    }

    private static String stopped(int stop) {
        return "patchrisk_decision{rollout=\"r1\",wave=\"w1\",decision=\"stop\"} " + stop + "\n";
    }

    private static String reported(int reports) {
        return "patchrisk_rollout_kernel_events_total{rollout=\"r1\",arm=\"patched\",attributed=\"true\"} " + reports
                + "\n";
    }

    /** What so many hosts say of a transition that began long ago, and lasts or not. */
    private static String hosts(int transition) {
        StringBuilder hosts = new StringBuilder();
        for (String metric : List.of("livepatch_transition", "livepatch_transition_since_timestamp_seconds")) {
            for (int i = 0; i < HOSTS; i++) {
                hosts.append(metric).append("{instance=\"h").append(i).append(":9100\",patch=\"lp1\"} ");
                hosts.append(metric.endsWith("transition") ? transition : 1000).append('\n');
            }
        }
        for (int i = 0; i < HOSTS; i++) {
            hosts.append("livepatch_collector_last_run_timestamp_seconds{instance=\"h")
                    .append(i)
                    .append(":9100\"} ")
                    .append(Instant.now().getEpochSecond())
                    .append('\n');
        }
        return hosts.toString();
    }
}
