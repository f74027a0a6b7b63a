// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One question that a dashboard's file asks of Prometheus.
 *
 * @param place dashboard and panel, or annotation, that asks it
 * @param instant whether it asks for the newest values only
 */
record Query(String place, String expr, boolean instant) {

    private static final Map<String, String> VALUES = Map.of(
            "$__rate_interval", "8m",
            "$__interval", "2m",
            "$__range", "6h",
            "$search", "",
            "$instance", "n05.example:9100",
            "$wave", ".+",
            "$job", ".+");

    private static final Pattern VARIABLE = Pattern.compile("label_values\\((.+), \\w+\\)|query_result\\((.+)\\)");

    /** All questions of a dashboard: of its panels, also those in folded rows, and of its annotations. */
    static List<Query> of(JsonNode dashboard) {
        List<Query> queries = new ArrayList<>();
        String title = dashboard.path("title").asText();
        panels(dashboard, panel -> {
            for (JsonNode target : panel.path("targets")) {
                String place = title + ", " + panel.path("title").asText() + ", "
                        + target.path("refId").asText();
                queries.add(new Query(
                        place,
                        target.path("expr").asText(),
                        target.path("instant").asBoolean()));
            }
        });
        for (JsonNode annotation : dashboard.path("annotations").path("list")) {
            if (annotation.has("expr")) {
                queries.add(new Query(
                        title + ", marks of " + annotation.path("name").asText(),
                        annotation.path("expr").asText(),
                        false));
            }
        }
        return queries;
    }

    /** What a dashboard's variables ask, as expressions. */
    static List<Query> ofVariables(JsonNode dashboard) {
        List<Query> queries = new ArrayList<>();
        for (JsonNode variable : dashboard.path("templating").path("list")) {
            Matcher asked = VARIABLE.matcher(variable.path("definition").asText());
            if (asked.matches()) {
                String place = dashboard.path("title").asText() + ", variable "
                        + variable.path("name").asText();
                queries.add(new Query(place, asked.group(1) == null ? asked.group(2) : asked.group(1), true));
            }
        }
        return queries;
    }

    static void panels(JsonNode dashboard, Consumer<JsonNode> consumer) {
        for (JsonNode panel : dashboard.path("panels")) {
            consumer.accept(panel);
            panel.path("panels").forEach(consumer);
        }
    }

    /** The expression as Grafana would send it, with one rollout or all of them chosen. */
    String filled(String rollout) {
        String filled = expr.replace("$rollout", rollout);
        for (Map.Entry<String, String> value : VALUES.entrySet()) {
            filled = filled.replace(value.getKey(), value.getValue());
        }
        return filled;
    }
}
