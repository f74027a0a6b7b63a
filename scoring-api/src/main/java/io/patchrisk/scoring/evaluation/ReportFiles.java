// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.evaluation;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The report on disk: a page, and the same numbers as JSON beside it. */
public final class ReportFiles {

    /** The page. */
    public static final String PAGE = "report.html";

    private static final String NUMBERS = "report.json";

    private ReportFiles() {}

    /** Writes both into a folder, which is created when missing. */
    public static void write(ModelReport report, Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(PAGE), new ReportPage(report).html(), StandardCharsets.UTF_8);
        Files.writeString(folder.resolve(NUMBERS), ReportJson.of(report), StandardCharsets.UTF_8);
    }
}
