// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Where Alertmanager sends its notifications in a test; each receiver has a path of its own. */
final class NotificationSink implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<Notification> received = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    /** One notification as it came: Alertmanager's own JSON of a webhook, or a chat's. */
    record Notification(String receiver, JsonNode body) {

        boolean firing() {
            return body.path("status").asText().equals("firing");
        }

        /** Whether one of the alerts in it is called so. */
        boolean tells(String alert) {
            for (JsonNode each : body.path("alerts")) {
                if (each.path("labels").path("alertname").asText().equals(alert)) {
                    return true;
                }
            }
            return false;
        }
    }

    NotificationSink() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
        server.createContext("/", exchange -> {
            try (exchange) {
                JsonNode body = JSON.readTree(exchange.getRequestBody().readAllBytes());
                received.add(new Notification(exchange.getRequestURI().getPath().substring(1), body));
                exchange.sendResponseHeaders(200, -1);
            }
        });
        server.start();
    }

    URI of(String receiver) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/" + receiver);
    }

    List<Notification> received(String receiver) {
        return received.stream()
                .filter(notification -> notification.receiver().equals(receiver))
                .toList();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
