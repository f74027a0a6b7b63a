// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A line chart as inline SVG with its legend; colours and dashes tell the series apart, and a title says what it shows. */
final class Chart {

    private static final double LEFT = 58;
    private static final double TOP = 10;
    private static final double RIGHT = 26;
    private static final double BOTTOM = 46;

    /** Dashes, so that the series can be told apart without colours. */
    private static final List<String> DASHES = List.of("", "7 3", "2 3", "9 3 2 3", "1 2", "12 4");

    private final String title;
    private final Axis x;
    private final Axis y;
    private final double width;
    private final double height;
    private final List<Series> series = new ArrayList<>();
    private String reference = "";

    /**
     * One axis.
     *
     * @param label what it shows
     * @param most its end; it begins at 0
     * @param step from tick to tick
     * @param percent whether ticks are shares
     */
    record Axis(String label, double most, double step, boolean percent) {

        static Axis share(String label) {
            return new Axis(label, 1, 0.25, true);
        }

        private String tick(double value) {
            return percent
                    ? String.format(Locale.ROOT, "%.0f %%", 100 * value)
                    : step >= 1 ? String.format(Locale.ROOT, "%.0f", value) : String.format(Locale.ROOT, "%.1f", value);
        }
    }

    /** A point with what a pointer sees there. */
    record Point(double x, double y, String says) {}

    private record Series(String name, List<Point> points, boolean dots) {}

    Chart(String title, Axis x, Axis y, double width, double height) {
        this.title = title;
        this.x = x;
        this.y = y;
        this.width = width;
        this.height = height;
    }

    Chart line(String name, List<Point> points) {
        series.add(new Series(name, points, false));
        return this;
    }

    Chart dotted(String name, List<Point> points) {
        series.add(new Series(name, points, true));
        return this;
    }

    /** The line from corner to corner, which is what a coin or a perfect forecast would give. */
    Chart diagonal() {
        reference = said(
                "<path class=\"reference\" d=\"M%.1f %.1fL%.1f %.1f\"/>", px(0), py(0), px(x.most()), py(y.most()));
        return this;
    }

    String html(String caption) {
        StringBuilder text = new StringBuilder("<figure").append(width > 600 ? " class=\"wide\">" : ">");
        text.append(said(
                "<svg viewBox=\"0 0 %.0f %.0f\" role=\"img\" aria-label=\"%s\">", width, height, Html.escaped(title)));
        grid(text);
        text.append(reference);
        for (int i = 0; i < series.size(); i++) {
            draw(text, series.get(i), i);
        }
        text.append("</svg>");
        if (series.size() > 1) {
            legend(text);
        }
        return text.append("<figcaption>")
                .append(Html.escaped(caption))
                .append("</figcaption></figure>\n")
                .toString();
    }

    private void grid(StringBuilder text) {
        for (double at = 0; at <= x.most() + 1e-9; at += x.step()) {
            text.append(said(
                    "<path class=\"grid\" d=\"M%.1f %.1fV%.1f\"/><text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">%s</text>",
                    px(at), py(0), TOP, px(at), py(0) + 17, x.tick(at)));
        }
        for (double at = 0; at <= y.most() + 1e-9; at += y.step()) {
            text.append(said(
                    "<path class=\"grid\" d=\"M%.1f %.1fH%.1f\"/><text x=\"%.1f\" y=\"%.1f\" text-anchor=\"end\">%s</text>",
                    LEFT, py(at), width - RIGHT, LEFT - 7, py(at) + 4, y.tick(at)));
        }
        text.append(said("<path class=\"axis\" d=\"M%.1f %.1fH%.1f\"/>", LEFT, py(0), width - RIGHT));
        text.append(said(
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">%s</text>",
                (LEFT + width - RIGHT) / 2, height - 8, Html.escaped(x.label())));
        text.append(said(
                "<text transform=\"translate(13 %.1f) rotate(-90)\" text-anchor=\"middle\">%s</text>",
                (TOP + height - BOTTOM) / 2, Html.escaped(y.label())));
    }

    private void draw(StringBuilder text, Series one, int index) {
        text.append(
                said("<path class=\"series s%d\" stroke-dasharray=\"%s\" d=\"", index % DASHES.size(), dashes(index)));
        String command = "M";
        for (Point point : one.points()) {
            text.append(said("%s%.1f %.1f", command, px(point.x()), py(point.y())));
            command = "L";
        }
        text.append("\"/>");
        if (one.dots()) {
            for (Point point : one.points()) {
                text.append(said(
                        "<circle class=\"dot s%d\" cx=\"%.1f\" cy=\"%.1f\" r=\"4\"><title>%s</title></circle>",
                        index % DASHES.size(), px(point.x()), py(point.y()), Html.escaped(point.says())));
            }
        }
    }

    private void legend(StringBuilder text) {
        text.append("<ul class=\"legend\">");
        for (int i = 0; i < series.size(); i++) {
            text.append(said(
                    "<li><svg viewBox=\"0 0 44 16\" aria-hidden=\"true\"><path class=\"series s%d\" stroke-dasharray=\"%s\""
                            + " d=\"M2 8H42\"/></svg>%s</li>",
                    i % DASHES.size(), dashes(i), Html.escaped(series.get(i).name())));
        }
        text.append("</ul>");
    }

    private static String dashes(int index) {
        String dashes = DASHES.get(index % DASHES.size());
        return dashes.isEmpty() ? "none" : dashes;
    }

    private double px(double value) {
        return LEFT + value / x.most() * (width - LEFT - RIGHT);
    }

    private double py(double value) {
        return height - BOTTOM - value / y.most() * (height - TOP - BOTTOM);
    }

    private static String said(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
