// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.grafana;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One dashboard: panels flow from left to right and then down, so that they cannot overlap. */
final class Board {

    private static final int WIDTH = 24;

    private final String uid;
    private final String title;
    private final String description;
    private final List<Object> variables = new ArrayList<>(List.of(Variable.datasource(), Variable.console()));
    private final List<Object> annotations = new ArrayList<>();
    private final List<Object> panels = new ArrayList<>();
    private int x;
    private int y;
    private int lowest;
    private String from = "now-6h";

    Board(String uid, String title, String description) {
        this.uid = uid;
        this.title = title;
        this.description = description;
        annotations.add(Json.object(
                "builtIn",
                1,
                "datasource",
                Json.object("type", "grafana", "uid", "-- Grafana --"),
                "enable",
                true,
                "hide",
                true,
                "iconColor",
                Colour.CONTROL.hex(),
                "name",
                "Annotations & Alerts",
                "type",
                "dashboard"));
    }

    String uid() {
        return uid;
    }

    Board from(String from) {
        this.from = from;
        return this;
    }

    Board variable(Map<String, Object> variable) {
        variables.add(variable);
        return this;
    }

    /** Marks the instants that a query's values are; they are Unix seconds. */
    Board instants(String name, Colour colour, String expr, String title, String text, String tags) {
        annotations.add(Json.object(
                "name",
                name,
                "enable",
                true,
                "datasource",
                Panel.DATASOURCE,
                "iconColor",
                colour.hex(),
                "expr",
                expr + " * 1000",
                "step",
                "60s",
                "useValueForTime",
                true,
                "titleFormat",
                title,
                "textFormat",
                text,
                "tagKeys",
                tags));
        return this;
    }

    /** When the waves of the chosen rollouts began and ended: one mark a wave and stage, however many hosts they have. */
    Board waves() {
        return wave("Wave begins", "start", Colour.PATCHED, "is patched from here on")
                .wave("Wave is patched", "end", Colour.GOOD, ": its last host is settled");
    }

    private Board wave(String name, String stage, Colour colour, String what) {
        return instants(
                name,
                colour,
                PromQl.perWave("patchrisk_wave_timestamp_seconds", PromQl.WAVE + ",stage=\"" + stage + "\""),
                name,
                "{{rollout}}, wave {{wave}} " + what,
                "rollout,wave");
    }

    Board row(String title) {
        nextLine();
        panels.add(Json.object(
                "id",
                panels.size() + 1,
                "type",
                "row",
                "title",
                title,
                "collapsed",
                false,
                "gridPos",
                place(WIDTH, 1),
                "panels",
                List.of()));
        return this;
    }

    Board panel(Panel panel) {
        if (x + panel.width() > WIDTH) {
            nextLine();
        }
        panels.add(panel.json(panels.size() + 1, place(panel.width(), panel.height())));
        return this;
    }

    private void nextLine() {
        x = 0;
        y = lowest;
    }

    private Map<String, Object> place(int width, int height) {
        Map<String, Object> place = Json.object("x", x, "y", y, "w", width, "h", height);
        x += width;
        lowest = Math.max(lowest, y + height);
        return place;
    }

    Map<String, Object> json() {
        Map<String, Object> json = Json.object("id", null, "uid", uid, "title", title, "description", description);
        json.putAll(Json.object("tags", List.of("patchrisk", "livepatch"), "schemaVersion", 39, "version", 1));
        json.putAll(Json.object("editable", false, "graphTooltip", 1, "timezone", "browser", "refresh", "30s"));
        json.putAll(Json.object("time", Json.object("from", from, "to", "now"), "timepicker", Json.object()));
        json.putAll(Json.object("weekStart", "", "fiscalYearStartMonth", 0, "liveNow", false));
        json.put("annotations", Json.object("list", annotations));
        json.put("links", List.of(links()));
        json.put("templating", Json.object("list", variables));
        json.put("panels", panels);
        return json;
    }

    private static Map<String, Object> links() {
        Map<String, Object> links =
                Json.object("type", "dashboards", "tags", List.of("patchrisk"), "title", "Patchrisk");
        links.putAll(Json.object("asDropdown", false, "includeVars", true, "keepTime", true, "targetBlank", false));
        links.putAll(Json.object("icon", "external link", "tooltip", "", "url", ""));
        return links;
    }
}
