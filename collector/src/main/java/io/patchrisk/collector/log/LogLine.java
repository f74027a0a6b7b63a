// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.log;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One kernel message without its prefix.
 *
 * @param at when it was printed, as wall time; its arrival when the message carries no stamp
 * @param stampMicros the kernel's own stamp in microseconds since boot; null when it printed none
 * @param level severity 0 (emergency) to 7 (debug); {@link #NO_LEVEL} when unknown
 * @param caller who printed it, {@code T123} for a task or {@code C0} for a CPU; null when unknown
 * @param replayed whether it is an old line that was sent again, so that its arrival says nothing
 * @param sequence the kernel's number of the message in its boot; null where the way it came carries none
 * @param text the message, at most {@link LineCutter#MAX_LENGTH} characters
 */
public record LogLine(
        Instant at,
        @Nullable Long stampMicros,
        int level,
        @Nullable String caller,
        boolean replayed,
        @Nullable Long sequence,
        String text) {

    /** Level of a line that came without one. */
    public static final int NO_LEVEL = -1;

    /** A line that came without a number. */
    public LogLine(
            Instant at, @Nullable Long stampMicros, int level, @Nullable String caller, boolean replayed, String text) {
        this(at, stampMicros, level, caller, replayed, null, text);
    }

    /** A line of which only time and text are known. */
    public static LogLine bare(Instant at, String text) {
        return new LogLine(at, null, NO_LEVEL, null, false, text);
    }
}
