// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.log;

import io.patchrisk.model.fact.Frame;
import org.jspecify.annotations.Nullable;

/**
 * A symbol as the kernel's {@code %pS} prints it: {@code name+0x1/0x2 [module buildid]}.
 *
 * @param frame the function, without the compiler's suffixes, and its module
 * @param end where the text goes on
 */
record Symbol(Frame frame, int end) {

    /** Longest name looked at: KSYM_NAME_LEN is 512 since Linux 6.1. */
    private static final int LONGEST = 512;

    /** Tags between frames: {@code <IRQ>}, {@code </TASK>}, {@code <#DF>}. Longer ones in angles are names in Rust. */
    private static final int LONGEST_TAG = 12;

    /** Addresses are in angles, may be hidden ({@code (____ptrval____)}), and tools write {@code [< inline >]}. */
    private static final String IN_BRACKETS = "<> .x()_inlineptrval";

    /** Reads the symbol that begins at {@code from}; null when there is none. */
    static @Nullable Symbol at(String text, int from, boolean bare) {
        int end = endOfName(text, from);
        if (end == from) {
            return null;
        }
        boolean offset = text.startsWith("+0x", end);
        if (!offset && !(bare && (end == text.length() || " )".indexOf(text.charAt(end)) >= 0))) {
            return null;
        }
        if (!offset && !isWord(text, from, end)) {
            return null;
        }
        int rest = offset ? endOfOffset(text, end) : end;
        String module = null;
        if (text.startsWith(" [", rest)) {
            int stop = rest + 2;
            while (stop < text.length() && isModule(text.charAt(stop))) {
                stop++;
            }
            boolean whole = stop > rest + 2 && stop < text.length() && "] ".indexOf(text.charAt(stop)) >= 0;
            module = whole && !text.startsWith(" [inline]", rest) ? text.substring(rest + 2, stop) : null;
        }
        return new Symbol(new Frame(plain(text.substring(from, end)), module, offset ? offset(text, end) : null), rest);
    }

    /** A name without the compiler's suffixes: {@code acct.isra.0} is {@code acct}. */
    static String plain(String name) {
        // PowerPC's first ABI names the code of foo ".foo"
        int from = name.startsWith(".") && name.length() > 1 ? 1 : 0;
        int dot = name.startsWith("<") ? -1 : name.indexOf('.', from);
        return dot < 0 ? name.substring(from) : name.substring(from, dot);
    }

    /** Where the name that begins at {@code from} ends; {@code from} when none begins there. */
    static int endOfName(String text, int from) {
        if (from >= text.length()) {
            return from;
        }
        if (text.charAt(from) == '<') {
            int plus = text.indexOf("+0x", from);
            boolean rust = plus > 0
                    && plus - from <= LONGEST
                    && text.indexOf("::", from) > 0
                    && text.indexOf("::", from) < plus;
            return rust ? plus : from;
        }
        char first = text.charAt(from);
        if (!isLetter(first) && first != '_' && first != '.' && first != '$') {
            return from;
        }
        int end = from + 1;
        int most = Math.min(text.length(), from + LONGEST);
        while (end < most && isName(text, end)) {
            end++;
        }
        return end;
    }

    /**
     * Skips what stands before a symbol: blanks, addresses ({@code [<ffff>]}, {@code [c000]}, {@code (ffff)}), tags
     * ({@code <IRQ>}), and a second stamp, which kernels before 4.9 print where a line was continued.
     */
    static int skipDecoration(String text, int from) {
        int at = from;
        while (at < text.length()) {
            int next = switch (text.charAt(at)) {
                case ' ', '\t' -> at + 1;
                case '(' -> at + 1;
                case '[' -> skipBrackets(text, at);
                case '<' -> skipTag(text, at);
                default -> at;
            };
            if (next == at) {
                return at;
            }
            at = next;
        }
        return at;
    }

    static int skipBlanks(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
        return at;
    }

    /** Whether a code segment with its colon stands here: {@code 0010:}. */
    static boolean isSegment(String text, int at) {
        return at + 4 < text.length()
                && text.charAt(at + 4) == ':'
                && Character.digit(text.charAt(at), 16) >= 0
                && Character.digit(text.charAt(at + 3), 16) >= 0;
    }

    private static int skipBrackets(String text, int from) {
        int at = from + 1;
        while (at < text.length() && at < from + 32) {
            char c = text.charAt(at);
            if (c == ']') {
                return at + 1;
            }
            if (IN_BRACKETS.indexOf(c) < 0 && Character.digit(c, 16) < 0) {
                return from;
            }
            at++;
        }
        return from;
    }

    private static int skipTag(String text, int from) {
        int close = text.indexOf('>', from);
        if (close < 0 || close - from > LONGEST_TAG) {
            return from;
        }
        for (int i = from + 1; i < close; i++) {
            char c = text.charAt(i);
            if (!(c >= 'A' && c <= 'Z')
                    && !isDigit(c)
                    && c != '#'
                    && c != '/'
                    && c != '_'
                    && c != 'x'
                    && !(c >= 'a' && c <= 'f')) {
                return from;
            }
        }
        return close + 1;
    }

    /** The offset behind {@code +0x}; null when no function is as long. */
    private static @Nullable Integer offset(String text, int plus) {
        int end = endOfHex(text, plus + 3);
        boolean sane = end > plus + 3 && end - (plus + 3) <= 7;
        return sane ? Integer.valueOf(text.substring(plus + 3, end), 16) : null;
    }

    private static int endOfOffset(String text, int plus) {
        int at = endOfHex(text, plus + 3);
        return text.startsWith("/0x", at) ? endOfHex(text, at + 3) : at;
    }

    private static int endOfHex(String text, int from) {
        int at = from;
        while (at < text.length() && Character.digit(text.charAt(at), 16) >= 0) {
            at++;
        }
        return at;
    }

    /** Rust's legacy symbols hold "::" once they are demangled. */
    private static boolean isName(String text, int at) {
        char c = text.charAt(at);
        return isLetter(c) || isDigit(c) || c == '_' || c == '.' || c == '$' || (c == ':' && isDouble(text, at));
    }

    private static boolean isDouble(String text, int at) {
        return (at + 1 < text.length() && text.charAt(at + 1) == ':') || text.charAt(at - 1) == ':';
    }

    /** A word of at least two characters that is no number: a name where no offset proves it. */
    private static boolean isWord(String text, int from, int end) {
        if (end - from < 2 || text.startsWith("null", from)) {
            return false;
        }
        for (int i = from; i < end; i++) {
            if (Character.digit(text.charAt(i), 16) < 0) {
                return true;
            }
        }
        return false;
    }

    private static boolean isModule(char c) {
        return isLetter(c) || isDigit(c) || c == '_' || c == '-';
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
