// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** What Alertmanager notifies: takes every notification and keeps it. */
final class Webhook implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final List<JsonNode> notifications = new CopyOnWriteArrayList<>();

    Webhook() throws IOException {
        ObjectMapper json = new ObjectMapper();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
        server.setExecutor(thread);
        server.createContext("/", exchange -> {
            try (exchange) {
                notifications.add(json.readTree(exchange.getRequestBody().readAllBytes()));
                exchange.sendResponseHeaders(200, -1);
            }
        });
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    /** Notifications so far, in order. */
    List<JsonNode> notifications() {
        return notifications;
    }

    /** Each alert of this name in each notification so far, in order. */
    List<JsonNode> alerts(String name) {
        List<JsonNode> alerts = new ArrayList<>();
        for (JsonNode notification : notifications) {
            for (JsonNode alert : notification.path("alerts")) {
                if (alert.path("labels").path("alertname").asText().equals(name)) {
                    alerts.add(alert);
                }
            }
        }
        return alerts;
    }

    @Override
    public void close() {
        server.stop(0);
        thread.shutdownNow();
    }
}
