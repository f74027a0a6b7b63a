// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.log;

import org.jspecify.annotations.Nullable;

/** The kernel release in a line that tells the taint: after it, or before it in lockdep's reports. */
final class Release {

    private static final int LONGEST = 64;

    private Release() {}

    /**
     * The release; null when the line has none.
     *
     * @param after where the taint ends
     */
    static @Nullable String in(String text, int after) {
        int from = after;
        while (from < text.length() && (text.charAt(from) == ' ' || text.charAt(from) == '(')) {
            from++;
        }
        String behind = word(text, from);
        return behind == null ? word(text, Symbol.skipBlanks(text, 0)) : behind;
    }

    private static @Nullable String word(String text, int from) {
        int end = from;
        boolean dot = false;
        while (end < text.length() && isPart(text.charAt(end))) {
            dot |= text.charAt(end) == '.';
            end++;
        }
        boolean release = dot && Character.isDigit(text.charAt(from)) && end - from <= LONGEST;
        return release ? text.substring(from, end) : null;
    }

    private static boolean isPart(char c) {
        return c > ' ' && c < 0x7f && c != '(' && c != ')' && c != ',';
    }
}
