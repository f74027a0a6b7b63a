// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.channel;

import io.patchrisk.collector.log.LogLine;
import java.util.List;
import java.util.Map;

/**
 * A piece of kernel log that was read: every line or entry of it is either in {@code lines} or counted.
 *
 * @param lines what the kernel said, in order; a message of several lines is several of them
 * @param passedOver lines or entries that are no message of the kernel's, by reason; {@link #CUT} counts messages of
 *     which a part was
 */
public record ReadLog(List<LogLine> lines, Map<String, Long> passedOver) {

    /** Lines of which the part beyond the longest line was passed over. */
    public static final String CUT = "cut";

    public ReadLog {
        lines = List.copyOf(lines);
        passedOver = Map.copyOf(passedOver);
    }
}
