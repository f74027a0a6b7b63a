// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.grafana;

import java.util.List;
import java.util.Map;

/** The kinds of panels that the dashboards are made of, each with one look. */
final class Panels {

    private Panels() {}

    /** One number, or one word, on a coloured ground. */
    static Panel stat(String title, String description, int width) {
        return stat(title, description, width, 4);
    }

    static Panel stat(String title, String description, int width, int height) {
        return new Panel(
                        "stat",
                        title,
                        description,
                        width,
                        height,
                        Json.object(
                                "reduceOptions",
                                Json.object("calcs", List.of("lastNotNull"), "fields", "", "values", false),
                                "colorMode",
                                "background",
                                "graphMode",
                                "none",
                                "textMode",
                                "auto",
                                "justifyMode",
                                "auto",
                                "orientation",
                                "auto"))
                .unit("none")
                .thresholds(Colour.NEUTRAL);
    }

    /** Lines over time. */
    static Panel lines(String title, String description, int width, int height) {
        return new Panel(
                        "timeseries",
                        title,
                        description,
                        width,
                        height,
                        Json.object("legend", legend(), "tooltip", Json.object("mode", "multi", "sort", "desc")))
                .unit("short")
                .custom("drawStyle", "line")
                .custom("lineWidth", 2)
                .custom("fillOpacity", 0)
                .custom("showPoints", "never")
                .custom("spanNulls", false);
    }

    /** Parts of a whole over time, one upon the other. */
    static Panel stacked(String title, String description, int width, int height) {
        return lines(title, description, width, height)
                .from(0)
                .custom("lineWidth", 1)
                .custom("fillOpacity", 60)
                .custom("stacking", Json.object("group", "A", "mode", "normal"));
    }

    /** Counts of rare events over time: a bar stands for five minutes or more, so that an event is not in many of them. */
    static Panel bars(String title, String description, int width, int height) {
        return stacked(title, description, width, height)
                .none("none")
                .every("5m")
                .custom("drawStyle", "bars")
                .custom("fillOpacity", 90);
    }

    /** Which word held when. */
    static Panel timeline(String title, String description, Words words, int width, int height) {
        return new Panel(
                        "state-timeline",
                        title,
                        description,
                        width,
                        height,
                        Json.object(
                                "showValue",
                                "auto",
                                "mergeValues",
                                true,
                                "alignValue",
                                "left",
                                "rowHeight",
                                0.85,
                                "legend",
                                legend(),
                                "tooltip",
                                Json.object("mode", "single", "sort", "none")))
                .unit("none")
                .words(words)
                .thresholds(Colour.NEUTRAL)
                .custom("fillOpacity", 80)
                .custom("lineWidth", 0);
    }

    /** Amounts side by side. */
    static Panel amounts(String title, String description, int width, int height) {
        return new Panel(
                        "bargauge",
                        title,
                        description,
                        width,
                        height,
                        Json.object(
                                "reduceOptions",
                                Json.object("calcs", List.of("lastNotNull"), "fields", "", "values", false),
                                "orientation",
                                "horizontal",
                                "displayMode",
                                "basic",
                                "showUnfilled",
                                true,
                                "valueMode",
                                "color",
                                "namePlacement",
                                "auto",
                                "minVizHeight",
                                16,
                                "minVizWidth",
                                8))
                .unit("none")
                .from(0)
                .thresholds(Colour.CONTROL);
    }

    /** Rows of things that need a look, the worst first. */
    static Panel table(String title, String description, int width, int height) {
        return new Panel(
                        "table",
                        title,
                        description,
                        width,
                        height,
                        Json.object("showHeader", true, "cellHeight", "sm", "footer", Json.object("show", false)))
                .unit("none")
                .custom("align", "auto")
                .custom("filterable", true);
    }

    /** The cell of a word has the word's colour. */
    static Object[] wordCell(Words words) {
        return new Object[] {"mappings", words.mappings(), "custom.cellOptions", colouredCell(), "custom.width", 110};
    }

    static Map<String, Object> colouredCell() {
        return Json.object("type", "color-background", "mode", "basic");
    }

    private static Map<String, Object> legend() {
        return Json.object("displayMode", "list", "placement", "bottom", "showLegend", true, "calcs", List.of());
    }
}
