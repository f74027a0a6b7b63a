// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.crash;

import io.patchrisk.collector.dmesg.DmesgText;
import io.patchrisk.collector.log.LogLine;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/**
 * The log of a crashed kernel.
 *
 * @param file which file or program it comes from
 * @param text the newest of it, at most {@link #LONGEST} bytes, invalid UTF-8 replaced
 * @param cut whether older text was left out
 */
public record CrashLog(String file, String text, boolean cut) {

    /** The newest megabyte of a log: four ring buffers of Debian's size; a report is 400 lines at most. */
    public static final int LONGEST = 1 << 20;

    /**
     * Its lines. The last stamp is that of the crash, and the others lie before it by the kernel's own clock.
     *
     * @param crashedAt when the kernel crashed
     */
    public List<LogLine> lines(Instant crashedAt) {
        // What a dump holds was said before it was read: no live-patch instant is to be taken from it.
        return new DmesgText()
                .read(text.getBytes(StandardCharsets.UTF_8), crashedAt).lines().stream()
                        .map(line -> new LogLine(
                                line.at(), line.stampMicros(), line.level(), line.caller(), true, line.text()))
                        .toList();
    }
}
