// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.log;

import org.jspecify.annotations.Nullable;

/**
 * What stands before a kernel message: level, stamp and caller. Read by hand, because every line of every log comes
 * through here: a pattern costs ten times as much.
 *
 * @param level severity 0 to 7, or {@link LogLine#NO_LEVEL}
 * @param stampMicros microseconds since boot; null when there is none
 * @param caller {@code T123} or {@code C0}; null when there is none
 * @param text the message behind the prefix
 */
public record LinePrefix(
        int level, @Nullable Long stampMicros, @Nullable String caller, String text) {

    /** Reads the prefix of a line of dmesg, of a console, of syslog or of /dev/kmsg; a line without any is all text. */
    public static LinePrefix of(String line) {
        if (line.isEmpty()) {
            return new LinePrefix(LogLine.NO_LEVEL, null, null, line);
        }
        char first = line.charAt(0);
        if (first != '[' && first != '<' && first != ' ') {
            LinePrefix kmsg = first >= '0' && first <= '9' ? KmsgRecord.read(line) : null;
            return kmsg == null ? console(line, Foreword.end(line)) : kmsg;
        }
        return console(line, 0);
    }

    private static LinePrefix console(String line, int from) {
        int at = from;
        int level = LogLine.NO_LEVEL;
        if (at < line.length() && line.charAt(at) == '<') {
            Digits digits = Digits.at(line, at + 1, 4);
            if (digits != null && digits.endsBefore(line, '>')) {
                level = (int) (digits.value() & 7);
                at = digits.end() + 1;
            }
        }
        return stamped(line, at, level);
    }

    private static LinePrefix stamped(String line, int from, int level) {
        Stamp stamp = Stamp.at(line, from);
        if (stamp == null) {
            return new LinePrefix(level, null, null, from == 0 ? line : line.substring(from));
        }
        int at = stamp.end();
        String caller = null;
        int bracket = at < line.length() && line.charAt(at) == '[' ? callerEnd(line, at) : -1;
        if (bracket > 0) {
            caller = line.substring(Symbol.skipBlanks(line, at + 1), bracket);
            at = bracket + 1;
            at += at < line.length() && line.charAt(at) == ' ' ? 1 : 0;
        }
        return new LinePrefix(
                level,
                stamp.micros(),
                caller,
                line.substring(Foreword.afterHost(line, Foreword.afterVendor(line, at))));
    }

    /** Where the bracket of a caller closes: {@code [  T123]}; -1 when it is none. */
    private static int callerEnd(String line, int from) {
        int at = Symbol.skipBlanks(line, from + 1);
        if (at >= line.length() || at > from + 11 || (line.charAt(at) != 'T' && line.charAt(at) != 'C')) {
            return -1;
        }
        Digits digits = Digits.at(line, at + 1, 10);
        return digits != null && digits.endsBefore(line, ']') ? digits.end() : -1;
    }
}
