// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.log;

import org.jspecify.annotations.Nullable;

/** The function at which lockdep says that a lock was taken: {@code (&lock){+.+.}, at: [<ffff>] foo+0x1/0x2}. */
final class LockSite {

    private static final String[] INTRODUCTIONS = {" at: ", "} at ", "-at: ", ", at "};

    /** A work queue names the work that left a lock behind. */
    private static final String LAST_FUNCTION = "last function: ";

    private LockSite() {}

    /** The function; null when the line names none. */
    static @Nullable String of(String text) {
        int last = text.indexOf(LAST_FUNCTION);
        if (last >= 0 && last < 8) {
            int from = last + LAST_FUNCTION.length();
            int end = Symbol.endOfName(text, from);
            return end == from ? null : Symbol.plain(text.substring(from, end));
        }
        if (text.indexOf("at") < 0 || text.indexOf("+0x") < 0) {
            return null;
        }
        for (String introduction : INTRODUCTIONS) {
            int at = text.indexOf(introduction);
            if (at >= 0) {
                int from = Symbol.skipDecoration(text, at + introduction.length());
                Symbol symbol = Symbol.at(text, from, false);
                return symbol == null ? null : symbol.frame().function();
            }
        }
        return null;
    }
}
