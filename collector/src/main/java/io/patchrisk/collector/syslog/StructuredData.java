// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.syslog;

/** The structured data of RFC 5424, which says nothing that is needed here and has to be passed over. */
final class StructuredData {

    private StructuredData() {}

    /** Where the structured data that begins at {@code from} ends; -1 when it does not end, or is none. */
    static int end(String text, int from) {
        if (from >= text.length()) {
            return -1;
        }
        if (text.charAt(from) == '-') {
            return ends(text, from + 1);
        }
        int at = from;
        while (at < text.length() && text.charAt(at) == '[') {
            at = elementEnd(text, at + 1);
            if (at < 0) {
                return -1;
            }
        }
        return at == from ? -1 : ends(text, at);
    }

    private static int ends(String text, int at) {
        return at == text.length() || text.charAt(at) == ' ' ? at : -1;
    }

    /** Behind the element's bracket; one within quotes, or escaped there, does not end it. */
    private static int elementEnd(String text, int from) {
        boolean quoted = false;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted && c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ']' && !quoted) {
                return i + 1;
            }
        }
        return -1;
    }
}
