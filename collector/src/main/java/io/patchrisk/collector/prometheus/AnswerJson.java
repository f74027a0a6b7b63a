// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.prometheus;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.patchrisk.collector.exposition.Labels;
import io.patchrisk.collector.fetch.Fetched;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One answer of the API, in the dialects of Prometheus and VictoriaMetrics. */
final class AnswerJson {

    private static final JsonMapper JSON = new JsonMapper();

    private final String query;
    private final Fetched.Answered answer;
    private long notFinite;

    AnswerJson(String query, Fetched.Answered answer) {
        this.query = query;
        this.answer = answer;
    }

    QueryAnswer read() {
        JsonNode document = document();
        QueryFailure.Reason refusal = refusal();
        if (document == null) {
            return failed(
                    refusal == null ? QueryFailure.Reason.NOT_UNDERSTOOD : refusal,
                    "answered status " + answer.status() + " and no JSON: " + excerpt());
        }
        boolean success = document.path("status").asText().equals("success");
        if (refusal != null || !success) {
            boolean slow = document.path("errorType").asText().equals("timeout");
            return failed(
                    slow ? QueryFailure.Reason.TIMEOUT : refusal == null ? QueryFailure.Reason.REFUSED : refusal,
                    "answered status " + answer.status() + ", "
                            + document.path("errorType").asText("no errorType") + ": "
                            + document.path("error").asText("no error text"));
        }
        JsonNode data = document.path("data");
        if (!data.path("resultType").asText().equals("matrix")
                || !data.path("result").isArray()) {
            return failed(QueryFailure.Reason.NOT_UNDERSTOOD, "the result is no matrix: " + excerpt());
        }
        return new QueryAnswer.Matrix(series(data.path("result")), warnings(document), notFinite);
    }

    private @Nullable JsonNode document() {
        try {
            JsonNode document = JSON.readTree(answer.body().getBytes());
            return document.isObject() ? document : null;
        } catch (IOException noJson) {
            return null;
        }
    }

    /** What the status says by itself; null when it says that all is well. */
    private QueryFailure.@Nullable Reason refusal() {
        return switch (answer.status()) {
            case 200 -> null;
            case 401, 403 -> QueryFailure.Reason.FORBIDDEN;
            case 400, 422 -> QueryFailure.Reason.REFUSED;
            case 429, 500, 502, 503, 504 -> QueryFailure.Reason.UNAVAILABLE;
            default -> QueryFailure.Reason.NOT_UNDERSTOOD;
        };
    }

    private List<QueryAnswer.PointSeries> series(JsonNode result) {
        List<QueryAnswer.PointSeries> all = new ArrayList<>(result.size());
        for (JsonNode one : result) {
            Map<String, String> labels = new TreeMap<>();
            one.path("metric")
                    .properties()
                    .forEach(
                            label -> labels.put(label.getKey(), label.getValue().asText()));
            List<QueryAnswer.Point> points = new ArrayList<>(one.path("values").size());
            for (JsonNode pair : one.path("values")) {
                point(pair, points);
            }
            all.add(new QueryAnswer.PointSeries(Labels.of(labels), points));
        }
        return all;
    }

    private void point(JsonNode pair, List<QueryAnswer.Point> points) {
        double at = pair.path(0).asDouble(Double.NaN);
        double value = number(pair.path(1).asText());
        if (Double.isFinite(at) && Double.isFinite(value)) {
            points.add(new QueryAnswer.Point(at, value));
        } else {
            notFinite++;
        }
    }

    /** The value of a string; NaN for "NaN", "+Inf" and "-Inf", which all are of no use, and for what is no number. */
    private static double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException notFinite) {
            return Double.NaN;
        }
    }

    private static List<String> warnings(JsonNode document) {
        List<String> warnings = new ArrayList<>();
        document.path("warnings").forEach(warning -> warnings.add(warning.asText()));
        return warnings;
    }

    private QueryAnswer failed(QueryFailure.Reason reason, String detail) {
        return new QueryAnswer.Failed(new QueryFailure(reason, query, detail));
    }

    private String excerpt() {
        byte[] bytes = answer.body().getBytes(0, Math.min(200, answer.body().length()));
        return new String(bytes, StandardCharsets.UTF_8).replaceAll("\\s+", " ");
    }
}
