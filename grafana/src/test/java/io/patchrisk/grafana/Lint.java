// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What is wrong with one dashboard: the rules of grafana/dashboard-linter, with `rollout`, `wave` and `instance` where it asks
 * for `job` and `instance`, and ours about names, places and links.
 */
final class Lint {

    private static final Pattern VARIABLE = Pattern.compile("\\$(?:\\{([A-Za-z_]+)|([A-Za-z_]+))");
    private static final Set<String> UNITS = new HashSet<>(Metrics.lines("units.txt"));

    private final JsonNode dashboard;
    private final Map<String, JsonNode> all;
    private final Metrics metrics;
    private final List<String> complaints = new ArrayList<>();

    private Lint(JsonNode dashboard, Map<String, JsonNode> all, Metrics metrics) {
        this.dashboard = dashboard;
        this.all = all;
        this.metrics = metrics;
    }

    /** @param all dashboards by uid: links may lead to any of them */
    static List<String> complaints(JsonNode dashboard, Map<String, JsonNode> all, Metrics metrics) throws IOException {
        Lint lint = new Lint(dashboard, all, metrics);
        lint.head();
        lint.variables();
        lint.places();
        Set<String> variables = lint.variableNames();
        Query.panels(dashboard, lint::panel);
        for (Query query : Query.of(dashboard)) {
            new QueryLint(query, metrics, RecordingRules.read(), variables)
                    .complaints()
                    .forEach(lint.complaints::add);
        }
        lint.links();
        return lint.complaints;
    }

    private void demand(boolean condition, String complaint) {
        if (!condition) {
            complaints.add(dashboard.path("title").asText() + ": " + complaint);
        }
    }

    private void head() {
        demand(dashboard.path("id").isNull(), "id is not null");
        demand(dashboard.path("uid").asText().startsWith("patchrisk-"), "uid is not patchrisk-…");
        demand(!dashboard.path("editable").asBoolean(true), "is editable");
        demand(!dashboard.path("description").asText().isBlank(), "has no description");
        demand(
                dashboard.path("tags").toString().contains("\"patchrisk\""),
                "has no tag patchrisk, by which others link to it");
        demand(dashboard.path("schemaVersion").asInt() == 39, "has another schemaVersion than 39");
        demand(!dashboard.has("__inputs"), "has __inputs, which provisioning does not fill in");
    }

    private Set<String> variableNames() {
        Set<String> names = new TreeSet<>();
        dashboard
                .path("templating")
                .path("list")
                .forEach(variable -> names.add(variable.path("name").asText()));
        return names;
    }

    private void variables() {
        int datasources = 0;
        for (JsonNode variable : dashboard.path("templating").path("list")) {
            String name = variable.path("name").asText();
            demand(!variable.path("label").asText().isBlank(), "variable " + name + " has no label");
            switch (variable.path("type").asText()) {
                case "datasource" -> {
                    datasources++;
                    demand(name.equals("datasource"), "the data source's variable is called " + name);
                    demand(variable.path("label").asText().equals("Data source"), "the data source's label is another");
                    demand(variable.path("query").asText().equals("prometheus"), "the data source is no Prometheus");
                }
                case "query" -> {
                    demand(isVariableSource(variable), "variable " + name + " asks another data source");
                    demand(
                            variable.path("refresh").asInt() == 2,
                            "variable " + name + " is not refreshed with the time");
                    boolean any = variable.path("includeAll").asBoolean();
                    demand(
                            !any || variable.path("allValue").asText().equals(".+"),
                            "all of variable " + name + " is not .+");
                }
                case "constant", "textbox" -> {}
                default -> demand(false, "variable " + name + " has a type that is not checked here");
            }
        }
        demand(datasources == 1, "has " + datasources + " variables for a data source");
        for (String used : used(dashboard.toString())) {
            demand(variableNames().contains(used), "uses $" + used + ", which is no variable");
        }
    }

    private static Set<String> used(String text) {
        Set<String> used = new TreeSet<>();
        for (MatchResult found : VARIABLE.matcher(text).results().toList()) {
            String name = found.group(1) == null ? found.group(2) : found.group(1);
            if (!name.startsWith("__")) {
                used.add(name);
            }
        }
        return used;
    }

    private static boolean isVariableSource(JsonNode where) {
        return where.path("datasource").path("uid").asText().equals("${datasource}")
                && where.path("datasource").path("type").asText().equals("prometheus");
    }

    private void places() {
        Set<Integer> ids = new HashSet<>();
        Set<String> taken = new HashSet<>();
        Query.panels(dashboard, panel -> {
            String title = panel.path("title").asText();
            demand(ids.add(panel.path("id").asInt()), title + " has another panel's id");
            JsonNode place = panel.path("gridPos");
            int x = place.path("x").asInt();
            int y = place.path("y").asInt();
            demand(
                    x >= 0
                            && x + place.path("w").asInt() <= 24
                            && place.path("w").asInt() > 0,
                    title + " is not within 24 columns");
            for (int column = x; column < x + place.path("w").asInt(); column++) {
                for (int line = y; line < y + place.path("h").asInt(); line++) {
                    if (!taken.add(column + " " + line)) {
                        demand(false, title + " lies upon another panel");
                        return;
                    }
                }
            }
        });
    }

    private void panel(JsonNode panel) {
        String title = panel.path("title").asText();
        demand(!title.isBlank(), "a panel has no title");
        if (panel.path("type").asText().equals("row")) {
            return;
        }
        demand(panel.path("description").asText().endsWith("."), title + " has no sentence that describes it");
        demand(isVariableSource(panel), title + " asks another data source");
        demand(!panel.path("targets").isEmpty(), title + " asks nothing");
        Set<String> refs = new HashSet<>();
        for (JsonNode target : panel.path("targets")) {
            demand(isVariableSource(target), title + " has a query to another data source");
            demand(refs.add(target.path("refId").asText()), title + " has two queries of one name");
        }
        demand(!panel.path("fieldConfig").path("defaults").path("unit").isMissingNode(), title + " has no unit");
        for (String unit : panel.findValuesAsText("unit")) {
            demand(UNITS.contains(unit), title + " has a unit that Grafana does not know: " + unit);
        }
        for (JsonNode override : panel.path("fieldConfig").path("overrides")) {
            for (JsonNode property : override.path("properties")) {
                String unit = property.path("value").asText();
                demand(
                        !property.path("id").asText().equals("unit") || UNITS.contains(unit),
                        title + " has a unit that Grafana does not know: " + unit);
            }
        }
        for (JsonNode mapping : panel.findValues("mappings")) {
            for (JsonNode options : mapping.findValues("options")) {
                Iterable<JsonNode> words = options.has("match") ? List.of(options.path("result")) : options;
                words.forEach(word -> demand(
                        word.hasNonNull("text") && word.hasNonNull("color"),
                        title + " maps a value to no word or no colour"));
            }
        }
    }

    private void links() {
        for (String url : dashboard.findValuesAsText("url")) {
            if (url.startsWith("/d/")) {
                String uid = url.substring(3, url.indexOf('?'));
                demand(all.containsKey(uid), "links to a dashboard that is not: " + uid);
                demand(url.contains("${__url_time_range}"), "links to " + uid + " without the time");
                for (MatchResult found :
                        Pattern.compile("var-([a-z]+)=").matcher(url).results().toList()) {
                    demand(
                            all.containsKey(uid)
                                    && all.get(uid)
                                            .path("templating")
                                            .toString()
                                            .contains("\"name\":\"" + found.group(1) + "\""),
                            "links to " + uid + " with a variable that it has not: " + found.group(1));
                }
            } else if (!url.isEmpty()) {
                demand(
                        url.matches("\\$\\{console}/#/(rollouts|hosts)/\\$\\{[A-Za-z_.]+:percentencode}"),
                        "links to what is no view of the console: " + url);
            }
        }
    }
}
