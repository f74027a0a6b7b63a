// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.log;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What stands before a kernel message: level, stamp and caller.
 *
 * @param level severity 0 to 7, or {@link LogLine#NO_LEVEL}
 * @param stampMicros microseconds since boot; null when there is none
 * @param caller {@code T123} or {@code C0}; null when there is none
 * @param text the message behind the prefix
 */
public record LinePrefix(
        int level, @Nullable Long stampMicros, @Nullable String caller, String text) {

    /** A record of /dev/kmsg: {@code 4,413,71599546,-;text}. */
    private static final Pattern KMSG =
            Pattern.compile("(\\d{1,6}),(\\d{1,19}),(\\d{1,18}),[-c+][^;]{0,200};(.*)", Pattern.DOTALL);

    private static final Pattern LEVEL = Pattern.compile("<(\\d{1,4})>");
    private static final Pattern STAMP = Pattern.compile("\\[ {0,12}(\\d{1,12})\\.(\\d{6})\\] ?");
    private static final Pattern CALLER = Pattern.compile("\\[ {0,10}([TC]\\d{1,10})\\] ?");

    /** Reads the prefix of a line of dmesg, of a console or of /dev/kmsg; a line without any is all text. */
    public static LinePrefix of(String line) {
        Matcher kmsg = KMSG.matcher(line);
        if (kmsg.matches()) {
            return new LinePrefix(
                    Integer.parseInt(kmsg.group(1)) & 7, Long.valueOf(kmsg.group(3)), null, kmsg.group(4));
        }
        int at = 0;
        int level = LogLine.NO_LEVEL;
        Matcher prefix = LEVEL.matcher(line);
        if (prefix.lookingAt()) {
            level = Integer.parseInt(prefix.group(1)) & 7;
            at = prefix.end();
        }
        Matcher stamp = STAMP.matcher(line).region(at, line.length());
        if (!stamp.lookingAt()) {
            return new LinePrefix(level, null, null, line.substring(at));
        }
        long micros = Long.parseLong(stamp.group(1)) * 1_000_000 + Long.parseLong(stamp.group(2));
        at = stamp.end();
        Matcher caller = CALLER.matcher(line).region(at, line.length());
        boolean called = caller.lookingAt();
        return new LinePrefix(
                level, micros, called ? caller.group(1) : null, line.substring(called ? caller.end() : at));
    }
}
