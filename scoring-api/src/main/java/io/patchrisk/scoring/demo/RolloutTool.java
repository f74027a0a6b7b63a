// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A rollout tool as any other: it knows the service by its HTTP API only. */
public final class RolloutTool {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI service;

    public RolloutTool(URI service) {
        this.service = service;
    }

    /** Declares a patch and a rollout of it with one wave. */
    public void declare(String id, List<String> modules, List<String> functions, List<String> hosts)
            throws IOException, InterruptedException {
        post("/api/v1/patches", Map.of("id", id, "kind", "live", "modules", modules, "functions", functions));
        post(
                "/api/v1/rollouts",
                Map.of(
                        "id",
                        id,
                        "patch",
                        id,
                        "mode",
                        "enforcing",
                        "waves",
                        List.of(Map.of("name", "first", "hosts", hosts))));
    }

    /** What the gate of a rollout says. */
    public JsonNode gate(String rollout) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(service.resolve("/api/v1/gate?rollout=" + rollout)));
    }

    /** How the decisions of a rollout changed, newest first. */
    public JsonNode decisions(String rollout) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(service.resolve("/api/v1/rollouts/" + rollout + "/decisions")));
    }

    private void post(String path, Object body) throws IOException, InterruptedException {
        send(HttpRequest.newBuilder(service.resolve(path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body))));
    }

    private JsonNode send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpRequest built = request.timeout(TIMEOUT).build();
        HttpResponse<byte[]> response = client.send(built, HttpResponse.BodyHandlers.ofByteArray());
        JsonNode body = JSON.readTree(response.body());
        if (response.statusCode() >= 300) {
            throw new IOException(built.uri() + " answered " + response.statusCode() + ": "
                    + body.path("detail").asText());
        }
        return body;
    }
}
