// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.log;

/** The text of a report as printed, bounded; lines that may not belong to it are kept only if one that does follows. */
final class ReportText {

    /** Characters kept: lockdep's longest reports are about that long. */
    private static final int MOST = 24 * 1024;

    private final StringBuilder text = new StringBuilder();
    private int sure;

    void keep(String line) {
        hold(line);
        sure = text.length();
    }

    void hold(String line) {
        int room = MOST - text.length() - 1;
        if (room > 0) {
            text.append(line, 0, Math.min(room, line.length())).append('\n');
        }
    }

    @Override
    public String toString() {
        return text.substring(0, sure);
    }
}
