// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.log;

/**
 * Tells, line by line, what must not be lost when something has to be: reports, live-patch messages, boots. A look at
 * each line, no parsing; it rather keeps a line too many.
 */
public final class ReportLines {

    /** Lines kept from the first line of a report on: an oops with its stack has about 60. */
    private static final int WAKE = 100;

    private int left;

    /** Whether the line is one of those. */
    public boolean tells(LogLine line) {
        if (Openings.at(line.text()) != null || line.text().startsWith("Linux version ")) {
            left = WAKE;
        }
        if (left > 0) {
            left--;
            return true;
        }
        return LivepatchWords.read(line) != null;
    }
}
