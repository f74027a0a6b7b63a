// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.patchrisk.model.policy.Decision;
import io.patchrisk.scoring.telemetry.Condition.State;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ManagementServerTest {

    private final Vertx vertx = Vertx.vertx();
    private final PrometheusMeterRegistry registry = Meters.create();
    private final HttpMeters meters = new HttpMeters(registry);
    private final AtomicReference<Future<State>> store =
            new AtomicReference<>(Future.succeededFuture(new State(true, "It takes writes.")));
    private ManagementServer server;
    private WebClient client;

    @BeforeEach
    void start() {
        server = await(ManagementServer.start(
                vertx,
                "127.0.0.1",
                0,
                registry,
                List.of(
                        new Condition("store", store::get),
                        new Condition("model", () -> Future.succeededFuture(new State(true, "logistic-1"))))));
        client = WebClient.create(vertx);
    }

    @AfterEach
    void stop() {
        await(server.stop(Duration.ofSeconds(1)));
        await(vertx.close());
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("did not succeed within 20 s", e);
        }
    }

    private HttpResponse<Buffer> get(String path, String accept) {
        return await(client.get(server.port(), "127.0.0.1", path)
                .putHeader("Accept", accept)
                .send());
    }

    @Test
    void isReadyWhileEveryConditionHolds() {
        assertThat(get("/readyz", "*/*").statusCode()).isEqualTo(200);
        store.set(Future.succeededFuture(new State(false, "The disk is full.")));
        HttpResponse<Buffer> full = get("/readyz", "*/*");
        assertThat(full.statusCode()).isEqualTo(503);
        JsonObject conditions = full.bodyAsJsonObject().getJsonObject("conditions");
        assertThat(conditions.getJsonObject("store").getString("detail")).isEqualTo("The disk is full.");
        assertThat(conditions.getJsonObject("model").getBoolean("holds")).isTrue();
        assertThat(get("/livez", "*/*").statusCode()).isEqualTo(200);
    }

    @Test
    void isNotReadyWhenACheckFailsOrHangs() {
        store.set(Future.failedFuture(new IOException("/secret/path")));
        assertThat(get("/readyz", "*/*").bodyAsString())
                .contains("\"ready\":false")
                .doesNotContain("secret");
        store.set(Promise.<State>promise().future());
        assertThat(get("/readyz", "*/*").statusCode()).isEqualTo(503);
    }

    @Test
    void isNotReadyOnceItLeaves() {
        server.leave();
        assertThat(get("/readyz", "*/*").statusCode()).isEqualTo(503);
        assertThat(get("/livez", "*/*").statusCode()).isEqualTo(200);
    }

    @Test
    void negotiatesTheExpositionFormat() {
        HttpResponse<Buffer> text = get("/metrics", "text/plain;version=0.0.4;q=0.5,*/*;q=0.1");
        assertThat(text.getHeader("Content-Type")).startsWith("text/plain; version=0.0.4");
        HttpResponse<Buffer> open = get(
                "/metrics",
                "application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,text/plain;q=0.5");
        assertThat(open.getHeader("Content-Type")).startsWith("application/openmetrics-text; version=1.0.0");
        assertThat(open.bodyAsString()).endsWith("# EOF\n");
    }

    @Test
    void countersAreThereFromTheStart() {
        String text = get("/metrics", "*/*").bodyAsString();
        assertThat(text)
                .contains("patchrisk_gate_answers_total{decision=\"stop\"} 0.0")
                .contains("patchrisk_gate_answers_total{decision=\"unknown\"} 0.0")
                .contains("patchrisk_http_refused_total{reason=\"malformed_json\"} 0.0")
                .doesNotContain("jvm_compilation_time_ms_total", "process_cpu_time_ns_total", "system_cpu_count");
    }

    @Test
    void inventedMethodsMakeNoSeries() {
        meters.begin().end("BREW", "/api/v1/gate", 405, "r1");
        assertThat(registry.scrape()).contains("method=\"other\"").doesNotContain("BREW");
    }

    @Test
    void refusesOtherPathsAndMethods() {
        assertThat(get("/", "*/*").statusCode()).isEqualTo(404);
        HttpResponse<Buffer> posted =
                await(client.post(server.port(), "127.0.0.1", "/metrics").send());
        assertThat(posted.statusCode()).isEqualTo(405);
        assertThat(posted.getHeader("Allow")).isEqualTo("GET");
    }

    @Test
    void passesPromtool() throws Exception {
        String promtool = Stream.of(System.getenv("PATH").split(":"))
                .map(folder -> Path.of(folder, "promtool"))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst()
                .orElse("");
        Assumptions.assumeFalse(promtool.isEmpty(), "promtool is not installed (Debian package prometheus)");
        meters.begin().end("GET", "/api/v1/gate", 200, "r2");
        meters.gateAnswered(Decision.HOLD);
        Process check = new ProcessBuilder(promtool, "check", "metrics")
                .redirectErrorStream(true)
                .start();
        try (var in = check.getOutputStream()) {
            in.write(get("/metrics", "*/*").body().getBytes());
        }
        String said = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(said).isEmpty();
        assertThat(check.waitFor()).isZero();
    }
}
