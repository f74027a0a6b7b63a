// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.log;

import org.jspecify.annotations.Nullable;

/**
 * A decimal number in a line.
 *
 * @param value its value
 * @param end where the line goes on
 */
record Digits(long value, int end) {

    /** The number at {@code from}; null when none stands there or it has more than {@code most} digits, at most 18. */
    static @Nullable Digits at(String line, int from, int most) {
        long value = 0;
        int at = from;
        while (at < line.length() && at - from <= most) {
            int digit = line.charAt(at) - '0';
            if (digit < 0 || digit > 9) {
                break;
            }
            value = value * 10 + digit;
            at++;
        }
        return at == from || at - from > most ? null : new Digits(value, at);
    }

    boolean endsBefore(String line, char next) {
        return end < line.length() && line.charAt(end) == next;
    }
}
