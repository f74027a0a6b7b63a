// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.log;

import org.jspecify.annotations.Nullable;

/**
 * The kernel's stamp before a message.
 *
 * @param micros microseconds since boot; null when a tool replaced it by the time of day ({@code dmesg -T})
 * @param end where the line goes on
 */
record Stamp(@Nullable Long micros, int end) {

    /** Length of {@code [Sun Nov 22 10:00:00 2026]}. */
    private static final int TIME_OF_DAY = 26;

    /** The stamp at {@code from}; null when none stands there. */
    static @Nullable Stamp at(String line, int from) {
        if (from >= line.length() || line.charAt(from) != '[') {
            return null;
        }
        int at = Symbol.skipBlanks(line, from + 1);
        Digits seconds = at > from + 13 ? null : Digits.at(line, at, 12);
        if (seconds == null) {
            return timeOfDay(line, from);
        }
        if (!seconds.endsBefore(line, '.')) {
            return null;
        }
        Digits micros = Digits.at(line, seconds.end() + 1, 6);
        if (micros == null || micros.end() != seconds.end() + 7 || !micros.endsBefore(line, ']')) {
            return null;
        }
        return new Stamp(seconds.value() * 1_000_000 + micros.value(), afterBlank(line, micros.end() + 1));
    }

    private static @Nullable Stamp timeOfDay(String line, int from) {
        int close = from + TIME_OF_DAY - 1;
        boolean shape = close < line.length()
                && line.charAt(close) == ']'
                && line.charAt(from + 4) == ' '
                && line.charAt(from + 14) == ':'
                && line.charAt(from + 17) == ':';
        return shape ? new Stamp(null, afterBlank(line, close + 1)) : null;
    }

    private static int afterBlank(String line, int at) {
        return at < line.length() && line.charAt(at) == ' ' ? at + 1 : at;
    }
}
