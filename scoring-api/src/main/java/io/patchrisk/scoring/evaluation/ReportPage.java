// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.evaluation;

import io.patchrisk.scoring.evaluation.ModelReport.Source;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The report for people: one HTML file that needs nothing else, neither script nor network. */
final class ReportPage {

    private final ModelReport report;

    ReportPage(ModelReport report) {
        this.report = report;
    }

    String html() {
        Source source = report.source();
        String title = "Model " + source.model() + " on part " + source.part();
        StringBuilder text = new StringBuilder(
                        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>")
                .append(Html.escaped(title))
                .append("</title>\n<style>\n")
                .append(style())
                .append("</style>\n</head>\n<body>\n<header><p class=\"soft\">Patchrisk: model report</p><h1>")
                .append(Html.escaped(title))
                .append("</h1>\n");
        List<Section> sections = new Sections(report).all();
        navigation(text, sections);
        text.append("</header>\n<main>\n");
        sections.forEach(section -> text.append("<section id=\"")
                .append(section.id())
                .append("\">\n<h2>")
                .append(Html.escaped(section.title()))
                .append("</h2>\n")
                .append(section.html())
                .append("</section>\n"));
        return text.append("</main>\n</body>\n</html>\n").toString();
    }

    /** A part of the page. */
    record Section(String id, String title, String html) {}

    private static void navigation(StringBuilder text, List<Section> sections) {
        text.append("<nav aria-label=\"Sections\"><ul>");
        sections.forEach(section -> text.append("<li><a href=\"#")
                .append(section.id())
                .append("\">")
                .append(Html.escaped(section.title()))
                .append("</a></li>"));
        text.append("</ul></nav>\n");
    }

    private static String style() {
        try (InputStream in = ReportPage.class.getResourceAsStream("report.css")) {
            if (in == null) {
                throw new IllegalStateException("resource report.css is missing: build again");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
