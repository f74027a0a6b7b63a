// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.evaluation;

import io.patchrisk.model.evaluation.Estimate;
import io.patchrisk.scoring.evaluation.ModelReport.Count;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Pieces of the page: text, numbers and tables. */
final class Html {

    /** What stands where there is nothing to say. */
    private static final String NONE = "<span class=\"soft\">–</span>";

    private Html() {}

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    static String said(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    /** A figure with its interval. */
    static String figure(@Nullable Estimate estimate, int decimals) {
        if (estimate == null) {
            return NONE;
        }
        String format = "%." + decimals + "f";
        Estimate.Interval interval = estimate.interval();
        return said(format, estimate.value())
                + (interval == null
                        ? ""
                        : said(
                                " <span class=\"interval\">(" + format + "–" + format + ")</span>",
                                interval.low(),
                                interval.high()));
    }

    /** A share with its interval, in percent. */
    static String percent(@Nullable Estimate estimate) {
        if (estimate == null) {
            return NONE;
        }
        Estimate.Interval interval = estimate.interval();
        return said("%.0f %%", 100 * estimate.value())
                + (interval == null
                        ? ""
                        : said(
                                " <span class=\"interval\">(%.0f–%.0f)</span>",
                                100 * interval.low(), 100 * interval.high()));
    }

    static String number(@Nullable Double value, String format) {
        return value == null ? NONE : said(format, value);
    }

    /** Seconds as people say them. */
    static String time(@Nullable Double seconds) {
        return seconds == null
                ? NONE
                : seconds < 120
                        ? said("%.0f s", seconds)
                        : said(seconds % 60 == 0 ? "%.0f min" : "%.1f min", seconds / 60);
    }

    static String count(Count count) {
        return count.of() == 0 ? NONE : count.some() + " of " + count.of();
    }

    /** A small p-value or share with two figures that count. */
    static String small(@Nullable Double value) {
        return value == null ? NONE : value >= 0.01 ? said("%.3f", value) : said("%.1e", value);
    }

    /**
     * A table in a box that scrolls by itself.
     *
     * @param heads of the columns; one that begins with a tilde is of text, with two of long text
     * @param rows cells as HTML; the first is the head of its row
     */
    static String table(String caption, List<String> heads, List<List<String>> rows) {
        StringBuilder text = new StringBuilder("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"")
                .append(escaped(caption))
                .append("\"><table><caption>")
                .append(escaped(caption))
                .append("</caption><thead><tr>");
        heads.forEach(head -> text.append(
                head.startsWith("~")
                        ? "<th scope=\"col\" class=\"text\">" + head.replace("~", "") + "</th>"
                        : "<th scope=\"col\">" + head + "</th>"));
        text.append("</tr></thead><tbody>");
        for (List<String> row : rows) {
            text.append("<tr><th scope=\"row\" class=\"text\">")
                    .append(row.get(0))
                    .append("</th>");
            for (int i = 1; i < row.size(); i++) {
                String head = heads.get(i);
                text.append(
                                head.startsWith("~~")
                                        ? "<td class=\"text wide\">"
                                        : head.startsWith("~") ? "<td class=\"text\">" : "<td>")
                        .append(row.get(i))
                        .append("</td>");
            }
            text.append("</tr>\n");
        }
        return text.append("</tbody></table></div>\n").toString();
    }
}
