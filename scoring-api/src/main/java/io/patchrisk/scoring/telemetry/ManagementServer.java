// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.telemetry;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.patchrisk.scoring.desk.DeskJson;
import io.patchrisk.scoring.telemetry.Condition.State;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The management port: {@code /metrics} for Prometheus, {@code /livez} and {@code /readyz} for whoever keeps the service running. */
public final class ManagementServer {

    private static final Logger LOG = LoggerFactory.getLogger(ManagementServer.class);

    private static final long CHECK_WITHIN_S = 2;
    private static final int IDLE_SECONDS = 60;
    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";
    private static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";

    private final PrometheusMeterRegistry registry;
    private final List<Condition> conditions;
    private final HttpServer server;
    private final AtomicBoolean leaving = new AtomicBoolean();

    private ManagementServer(
            Vertx vertx, HttpServerOptions options, PrometheusMeterRegistry registry, List<Condition> conditions) {
        this.registry = registry;
        this.conditions = List.copyOf(conditions);
        this.server = vertx.createHttpServer(options).requestHandler(this::serve);
    }

    /** Starts to listen; port 0 for a free one. The service is ready while all conditions hold. */
    public static Future<ManagementServer> start(
            Vertx vertx, String host, int port, PrometheusMeterRegistry registry, List<Condition> conditions) {
        HttpServerOptions options = new HttpServerOptions()
                .setHost(host)
                .setPort(port)
                .setIdleTimeout(IDLE_SECONDS)
                .setCompressionSupported(true);
        ManagementServer management = new ManagementServer(vertx, options, registry, conditions);
        return management.server.listen().map(management);
    }

    /** The port it listens on. */
    public int port() {
        return server.actualPort();
    }

    /** From now on it is not ready, so that nobody sends new work while it drains. */
    public void leave() {
        leaving.set(true);
    }

    /** Stops to listen, lets requests under way be answered for at most so long, then closes. */
    public Future<Void> stop(Duration drain) {
        return server.shutdown(drain.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void serve(HttpServerRequest request) {
        if (!request.method().equals(HttpMethod.GET)) {
            request.response().putHeader("Allow", "GET");
            send(request, 405, "text/plain", "This path takes GET.\n");
            return;
        }
        switch (request.path()) {
            case "/metrics" -> sendMetrics(request);
            case "/livez" -> send(request, 200, "text/plain", "ok\n");
            case "/readyz" -> sendReadiness(request);
            default -> send(request, 404, "text/plain", "Served here: /metrics, /livez, /readyz.\n");
        }
    }

    private void sendMetrics(HttpServerRequest request) {
        String accept = request.getHeader("Accept");
        String type = accept != null && accept.contains("application/openmetrics-text") ? OPEN_METRICS : TEXT;
        send(request, 200, type, registry.scrape(type));
    }

    private void sendReadiness(HttpServerRequest request) {
        List<Future<State>> checks =
                conditions.stream().map(ManagementServer::check).toList();
        Future.join(checks).onComplete(joined -> {
            Map<String, State> states = new LinkedHashMap<>();
            for (int i = 0; i < checks.size(); i++) {
                states.put(conditions.get(i).name(), checks.get(i).result());
            }
            if (leaving.get()) {
                states.put("shutdown", new State(false, "The service is shutting down."));
            }
            boolean ready = states.values().stream().allMatch(State::holds);
            send(request, ready ? 200 : 503, "application/json", json(new Readiness(ready, states)));
        });
    }

    private record Readiness(boolean ready, Map<String, State> conditions) {}

    private static Future<State> check(Condition condition) {
        return condition.check().now().timeout(CHECK_WITHIN_S, TimeUnit.SECONDS).otherwise(failure -> {
            LOG.warn("readiness check {} failed", condition.name(), failure);
            return new State(false, "The check failed or took longer than " + CHECK_WITHIN_S + " s; see the log.");
        });
    }

    private static String json(Object value) {
        try {
            return DeskJson.mapper().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("readiness cannot be written as JSON", e);
        }
    }

    private static void send(HttpServerRequest request, int status, String type, String body) {
        request.response()
                .setStatusCode(status)
                .putHeader("Content-Type", type)
                .putHeader("Cache-Control", "no-store")
                .end(Buffer.buffer(body));
    }
}
