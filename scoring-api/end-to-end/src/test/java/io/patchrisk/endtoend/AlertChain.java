// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.patchrisk.endtoend.NotificationSink.Notification;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Debian's Prometheus and Alertmanager with the files of {@code grafana/} as they are shipped, except that waits are seconds
 * instead of minutes, and that receivers are the test's.
 */
final class AlertChain implements AutoCloseable {

    private static final Path GRAFANA = Path.of(System.getProperty("patchrisk.home"), "grafana");
    private static final YAMLMapper YAML = new YAMLMapper();

    /** Waits of the routes, scaled down; a wait of 0 stays. */
    private static final Map<String, String> WAITS =
            Map.of("group_wait", "1s", "group_interval", "2s", "repeat_interval", "1h");

    private final Path folder;
    private final NotificationSink sink = new NotificationSink();
    private final Api prometheus;
    private final Api alertmanager;

    /** @param jobs what is scraped: lines of {@code scrape_configs}, indented by two */
    AlertChain(Path folder, Servers servers, String jobs) throws IOException {
        this.folder = folder;
        int port = Servers.freePort();
        servers.alertmanager(port, configuration());
        alertmanager = new Api(URI.create("http://127.0.0.1:" + port));
        prometheus = new Api(servers.prometheus(
                """
                global: {scrape_interval: 500ms, scrape_timeout: 450ms, evaluation_interval: 500ms}
                rule_files: ["%s/*.rules.yaml"]
                alerting: {alertmanagers: [{static_configs: [{targets: ["127.0.0.1:%d"]}]}]}
                scrape_configs:
                %s""".formatted(rules(), port, jobs),
                "--enable-feature=exemplar-storage",
                "--rules.alert.resend-delay=1s"));
    }

    private Path rules() throws IOException {
        Path rules = Files.createDirectory(folder.resolve("rules"));
        try (Stream<Path> files = Files.list(GRAFANA.resolve("prometheus"))) {
            for (Path file : files.filter(each -> each.toString().endsWith(".rules.yaml"))
                    .toList()) {
                JsonNode tree = YAML.readTree(file.toFile());
                for (JsonNode group : tree.path("groups")) {
                    for (JsonNode rule : group.path("rules")) {
                        scale((ObjectNode) rule, Map.of("for", "1s", "keep_firing_for", "1s"));
                    }
                }
                YAML.writeValue(rules.resolve(file.getFileName()).toFile(), tree);
            }
        }
        return rules;
    }

    private String configuration() throws IOException {
        JsonNode tree =
                YAML.readTree(GRAFANA.resolve("alertmanager/alertmanager.yaml").toFile());
        ((ObjectNode) tree)
                .putArray("templates")
                .add(GRAFANA.resolve("alertmanager/templates/*.tmpl").toString());
        for (JsonNode route : tree.path("route").path("routes")) {
            scale((ObjectNode) route, WAITS);
            if (route.path("receiver").asText().equals("dead-man")) {
                ((ObjectNode) route).put("repeat_interval", "1s");
            }
        }
        scale((ObjectNode) tree.path("route"), WAITS);
        for (JsonNode receiver : tree.path("receivers")) {
            String address = sink.of(receiver.path("name").asText()).toString();
            ((ObjectNode) receiver).remove("email_configs");
            receiver.path("webhook_configs").forEach(hook -> ((ObjectNode) hook).put("url", address));
            receiver.path("slack_configs").forEach(chat -> ((ObjectNode) chat).put("api_url", address));
        }
        return YAML.writeValueAsString(tree);
    }

    private static void scale(ObjectNode node, Map<String, String> waits) {
        waits.forEach((name, scaled) -> {
            if (node.has(name) && !node.path(name).asText().equals("0s")) {
                node.put(name, scaled);
            }
        });
    }

    /** The first notification of a receiver that is awaited. */
    Notification await(String what, String receiver, Predicate<Notification> awaited) throws Exception {
        List<Notification> all = Eventually.await(
                what,
                Duration.ofSeconds(60),
                () -> sink.received(receiver),
                received -> received.stream().anyMatch(awaited));
        return all.stream().filter(awaited).findFirst().orElseThrow();
    }

    List<Notification> received(String receiver) {
        return sink.received(receiver);
    }

    /** Awaits a query of Prometheus whose first result has this value. */
    JsonNode awaitQuery(String query, String value) throws Exception {
        return Eventually.await(
                query + " is " + value,
                Duration.ofSeconds(60),
                () -> query(query),
                result -> result.path(0).path("value").path(1).asText().equals(value));
    }

    JsonNode query(String query) throws InterruptedException {
        return answer(prometheus, "/api/v1/query?query=" + encoded(query))
                .path("data")
                .path("result");
    }

    Api prometheus() {
        return prometheus;
    }

    /** Awaits that Alertmanager answers. */
    Api alertmanager() throws Exception {
        Eventually.await(
                "Alertmanager answers",
                Duration.ofSeconds(60),
                () -> answer(alertmanager, "/api/v2/status"),
                status -> status.has("versionInfo"));
        return alertmanager;
    }

    /** Alerts of Alertmanager with these labels, each {@code name="value"}. */
    JsonNode alerts(String... labels) throws Exception {
        StringBuilder path = new StringBuilder("/api/v2/alerts?active=true");
        for (String label : labels) {
            path.append("&filter=").append(encoded(label));
        }
        return alertmanager().get(path.toString()).json();
    }

    private static JsonNode answer(Api api, String path) throws InterruptedException {
        try {
            return api.get(path).json();
        } catch (IOException notYet) {
            return YAML.createObjectNode();
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        sink.close();
    }
}
