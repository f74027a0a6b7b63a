// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.grafana;

import java.util.List;
import java.util.Map;

/** What can be chosen at the top of a dashboard. */
final class Variable {

    private Variable() {}

    static Map<String, Object> datasource() {
        Map<String, Object> variable = base("datasource", "Data source", "datasource", 0);
        variable.putAll(Json.object(
                "query", "prometheus", "current", current("Prometheus (Patchrisk)", "patchrisk-prometheus")));
        variable.putAll(Json.object("multi", false, "includeAll", false, "refresh", 1, "regex", ""));
        return variable;
    }

    /** Where the console is; a person does not change it, the one who installs the files does. */
    static Map<String, Object> console() {
        Map<String, Object> variable = base("console", "Address of the console", "constant", 2);
        variable.putAll(Json.object(
                "query",
                "http://127.0.0.1:8470",
                "current",
                current("http://127.0.0.1:8470", "http://127.0.0.1:8470")));
        return variable;
    }

    /** One or many, and all of them at first. */
    static Map<String, Object> many(String name, String label, String query) {
        Map<String, Object> variable = values(name, label, query);
        variable.putAll(Json.object("multi", true, "includeAll", true, "allValue", ".+"));
        variable.put("current", Json.object("selected", true, "text", List.of("All"), "value", List.of("$__all")));
        return variable;
    }

    /** Exactly one. */
    static Map<String, Object> one(String name, String label, String query) {
        Map<String, Object> variable = values(name, label, query);
        variable.putAll(Json.object("multi", false, "includeAll", false));
        variable.put("current", Json.object());
        return variable;
    }

    /** Exactly one, of what a query's series have as a label, in the query's order: at first the first. */
    static Map<String, Object> first(String name, String label, String expr) {
        Map<String, Object> variable = one(name, label, "query_result(" + expr + ")");
        variable.putAll(Json.object("sort", 0, "regex", "/" + name + "=\"([^\"]+)\"/"));
        return variable;
    }

    /** Free text. */
    static Map<String, Object> text(String name, String label) {
        Map<String, Object> variable = base(name, label, "textbox", 0);
        variable.putAll(Json.object("query", "", "current", current("", "")));
        return variable;
    }

    private static Map<String, Object> values(String name, String label, String query) {
        Map<String, Object> variable = base(name, label, "query", 0);
        variable.put("datasource", Panel.DATASOURCE);
        variable.put("definition", query);
        variable.put("query", Json.object("query", query, "refId", "PrometheusVariableQueryEditor-VariableQuery"));
        variable.putAll(Json.object("refresh", 2, "sort", 1, "regex", ""));
        return variable;
    }

    private static Map<String, Object> base(String name, String label, String type, int hide) {
        return Json.object(
                "name", name, "label", label, "type", type, "hide", hide, "options", List.of(), "skipUrlSync", false);
    }

    private static Map<String, Object> current(String text, String value) {
        return Json.object("selected", false, "text", text, "value", value);
    }
}
