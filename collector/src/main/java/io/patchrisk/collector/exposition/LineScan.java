// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.exposition;

/** The lexical rules of one line of the text format. */
final class LineScan {

    private LineScan() {}

    static int skipBlanks(byte[] text, int from, int end) {
        int i = from;
        while (i < end && (text[i] == ' ' || text[i] == '\t')) {
            i++;
        }
        return i;
    }

    /** Index after the token that begins at {@code from}. */
    static int tokenEnd(byte[] text, int from, int end) {
        int i = from;
        while (i < end && text[i] != ' ' && text[i] != '\t') {
            i++;
        }
        return i;
    }

    /** Index after the metric name at {@code from}; {@code from} itself when none begins there. */
    static int metricNameEnd(byte[] text, int from, int end) {
        int i = from;
        while (i < end && (isNamePart(text[i], i == from) || text[i] == ':')) {
            i++;
        }
        return i;
    }

    /** Index after the label name at {@code from}; {@code from} itself when none begins there. */
    static int labelNameEnd(byte[] text, int from, int end) {
        int i = from;
        while (i < end && isNamePart(text[i], i == from)) {
            i++;
        }
        return i;
    }

    private static boolean isNamePart(byte b, boolean first) {
        return (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || b == '_' || (!first && b >= '0' && b <= '9');
    }

    static boolean equal(byte[] text, int from, int to, String ascii) {
        if (to - from != ascii.length()) {
            return false;
        }
        for (int i = from; i < to; i++) {
            if (text[i] != ascii.charAt(i - from)) {
                return false;
            }
        }
        return true;
    }

    /** Whether the rest of a line is blank or one signed integer of at most 18 digits. */
    static boolean timestampOrNothing(byte[] text, int from, int end) {
        int start = skipBlanks(text, from, end);
        if (start == end) {
            return true;
        }
        int stop = tokenEnd(text, start, end);
        int digits = text[start] == '-' || text[start] == '+' ? start + 1 : start;
        if (skipBlanks(text, stop, end) != end || stop == digits || stop - digits > 18) {
            return false;
        }
        for (int i = digits; i < stop; i++) {
            if (text[i] < '0' || text[i] > '9') {
                return false;
            }
        }
        return true;
    }
}
