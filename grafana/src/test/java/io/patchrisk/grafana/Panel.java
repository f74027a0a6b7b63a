// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.grafana;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One panel as it is built up; {@link Board} gives it its number and its place. */
final class Panel {

    static final Map<String, Object> DATASOURCE = Json.object("type", "prometheus", "uid", "${datasource}");

    private final String type;
    private final String title;
    private final String description;
    private final int width;
    private final int height;
    private final Map<String, Object> defaults = new LinkedHashMap<>();
    private final Map<String, Object> custom = new LinkedHashMap<>();
    private final List<Object> mappings = new ArrayList<>();
    private final List<Object> overrides = new ArrayList<>();
    private final List<Object> targets = new ArrayList<>();
    private final List<Object> transformations = new ArrayList<>();
    private final Map<String, Object> options;
    private String interval = "";

    Panel(String type, String title, String description, int width, int height, Map<String, Object> options) {
        this.type = type;
        this.title = title;
        this.description = description;
        this.width = width;
        this.height = height;
        this.options = options;
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    Panel unit(String unit) {
        return field("unit", unit);
    }

    Panel decimals(int decimals) {
        return field("decimals", decimals);
    }

    Panel from(double least) {
        return field("min", least);
    }

    Panel to(double most) {
        return field("max", most);
    }

    Panel none(String text) {
        return field("noValue", text);
    }

    /** What a tile says where nothing is known, without the colour of a threshold: nothing known is not good. */
    Panel unknown(String text) {
        mappings.add(Json.object(
                "type",
                "special",
                "options",
                Json.object(
                        "match",
                        "null+nan",
                        "result",
                        Json.object("text", text, "color", Colour.NEUTRAL.hex(), "index", mappings.size()))));
        return none(text).field("mappings", mappings);
    }

    Panel thresholds(Colour below, Object... valuesAndColours) {
        return field("thresholds", Colour.steps(below, valuesAndColours));
    }

    Panel words(Words words) {
        mappings.addAll(words.mappings());
        return field("mappings", mappings);
    }

    /** Where a click on a value leads, the likeliest first. */
    Panel links(Object... links) {
        return field("links", List.of(links));
    }

    private Panel field(String name, Object value) {
        defaults.put(name, value);
        return this;
    }

    /** A setting of this type of panel. */
    Panel custom(String name, Object value) {
        custom.put(name, value);
        return this;
    }

    /** The shortest time that a point stands for. */
    Panel every(String interval) {
        this.interval = interval;
        return this;
    }

    Panel option(String name, Object value) {
        options.put(name, value);
        return this;
    }

    /** A series of this name, as the legend gives it, has this colour on every dashboard. */
    Panel colour(String series, Colour colour) {
        return override("byName", series, "color", colour.fixed());
    }

    /** Names and values in turn of what is different for one field. */
    Panel override(String matcher, String field, Object... properties) {
        List<Object> all = new ArrayList<>();
        for (int i = 0; i < properties.length; i += 2) {
            all.add(Json.object("id", properties[i], "value", properties[i + 1]));
        }
        overrides.add(Json.object("matcher", Json.object("id", matcher, "options", field), "properties", all));
        return this;
    }

    /** Asks over the time that is shown. */
    Panel query(String expr, String legend) {
        return target(expr, "legendFormat", legend, "range", true, "instant", false);
    }

    /** Asks over the time that is shown, and shows the requests behind single points. */
    Panel queryWithExemplars(String expr, String legend) {
        return target(expr, "legendFormat", legend, "range", true, "instant", false, "exemplar", true);
    }

    /** Asks for the newest values only. */
    Panel newest(String expr, String legend) {
        return target(expr, "legendFormat", legend, "range", false, "instant", true);
    }

    /** Asks for the newest values as rows. */
    Panel rows(String expr) {
        return target(expr, "legendFormat", "__auto", "format", "table", "range", false, "instant", true);
    }

    private Panel target(String expr, Object... settings) {
        Map<String, Object> target = Json.object("refId", "" + (char) ('A' + targets.size()), "expr", expr);
        target.put("datasource", DATASOURCE);
        target.putAll(Json.object(settings));
        targets.add(target);
        return this;
    }

    Panel transformation(String id, Map<String, Object> options) {
        transformations.add(Json.object("id", id, "options", options));
        return this;
    }

    Map<String, Object> json(int id, Map<String, Object> gridPos) {
        if (!custom.isEmpty()) {
            defaults.put("custom", custom);
        }
        Map<String, Object> json = Json.object("id", id, "type", type, "title", title, "description", description);
        json.put("datasource", DATASOURCE);
        json.put("gridPos", gridPos);
        if (!interval.isEmpty()) {
            json.put("interval", interval);
        }
        json.put("fieldConfig", Json.object("defaults", defaults, "overrides", overrides));
        json.put("options", options);
        json.put("targets", targets);
        if (!transformations.isEmpty()) {
            json.put("transformations", transformations);
        }
        return json;
    }
}
