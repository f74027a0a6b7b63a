// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.prometheus;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.DoubleFunction;

/** A store that answers range queries as Prometheus 2.42 does, from functions of time. */
final class FakePrometheus {

    /** One query as it was asked. */
    record Asked(String query, long start, long end, long step) {}

    private record Series(JsonObject labels, DoubleFunction<String> valueAt) {}

    private final Map<String, Map<String, Series>> byQuery = new ConcurrentHashMap<>();
    private final Queue<Asked> asked = new ConcurrentLinkedQueue<>();
    private volatile java.util.function.Predicate<HttpServerRequest> intercept = request -> false;

    Future<URI> listen(Vertx vertx) {
        return vertx.createHttpServer()
                .requestHandler(request -> {
                    request.setExpectMultipart(true);
                    request.endHandler(end -> {
                        if (!intercept.test(request)) {
                            answer(request);
                        }
                    });
                })
                .listen(0, "127.0.0.1")
                .map(server -> URI.create("http://127.0.0.1:" + server.actualPort() + "/prefix/"));
    }

    /** States a series; {@code valueAt} gives null where there is no point. */
    FakePrometheus series(String query, Map<String, String> labels, DoubleFunction<String> valueAt) {
        byQuery.computeIfAbsent(query, first -> new TreeMap<>())
                .put(labels.toString(), new Series(new JsonObject(new TreeMap<String, Object>(labels)), valueAt));
        return this;
    }

    /** Lets {@code handler} answer instead where it returns true. */
    void intercept(java.util.function.Predicate<HttpServerRequest> handler) {
        intercept = handler;
    }

    Queue<Asked> asked() {
        return asked;
    }

    private void answer(HttpServerRequest request) {
        long start = Long.parseLong(request.getFormAttribute("start"));
        long end = Long.parseLong(request.getFormAttribute("end"));
        long step = Long.parseLong(request.getFormAttribute("step"));
        String query = request.getFormAttribute("query");
        asked.add(new Asked(query, start, end, step));
        if (!request.path().equals("/prefix/api/v1/query_range")) {
            request.response().setStatusCode(404).end("404 page not found");
        } else if ((end - start) / step + 1 > 11_000) {
            error(request, 400, "bad_data", "exceeded maximum resolution of 11,000 points per timeseries.");
        } else {
            JsonArray result = new JsonArray();
            byQuery.getOrDefault(query, Map.of()).values().forEach(series -> {
                JsonArray values = new JsonArray();
                for (long t = start; t <= end; t += step) {
                    String value = series.valueAt().apply(t);
                    if (value != null) {
                        values.add(new JsonArray().add(t).add(value));
                    }
                }
                result.add(new JsonObject().put("metric", series.labels()).put("values", values));
            });
            JsonObject data = new JsonObject().put("resultType", "matrix").put("result", result);
            request.response()
                    .end(new JsonObject()
                            .put("status", "success")
                            .put("data", data)
                            .encode());
        }
    }

    static boolean error(HttpServerRequest request, int status, String type, String text) {
        request.response()
                .setStatusCode(status)
                .end(new JsonObject()
                        .put("status", "error")
                        .put("errorType", type)
                        .put("error", text)
                        .encode());
        return true;
    }
}
