// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.log;

import java.util.regex.Pattern;

/** Free text of a message made fit for a title: what differs from one occurrence to the next is replaced. */
final class TitleText {

    /** As long as syzbot's titles. */
    static final int MAX_LENGTH = 120;

    private static final Pattern ADDRESS = Pattern.compile("\\b(?:0x)?[0-9a-f]{6,16}\\b");
    private static final Pattern SOURCE_LINE = Pattern.compile("\\.c:\\d+");
    private static final Pattern OFFSET = Pattern.compile("\\+0x[0-9a-f]+(?:/0x[0-9a-f]+)?");
    private static final Pattern CPU = Pattern.compile("CPU#\\d+");
    private static final Pattern NUMBER = Pattern.compile("(?<![\\w.-])\\d+(?![\\w.])");
    private static final Pattern BLANKS = Pattern.compile("[^\\x21-\\x7e]+");

    private TitleText() {}

    static String of(String words) {
        String text = words.length() > 4 * MAX_LENGTH ? words.substring(0, 4 * MAX_LENGTH) : words;
        text = ADDRESS.matcher(text).replaceAll("ADDR");
        text = SOURCE_LINE.matcher(text).replaceAll(".c:LINE");
        text = OFFSET.matcher(text).replaceAll("");
        text = CPU.matcher(text).replaceAll("CPU");
        text = NUMBER.matcher(text).replaceAll("NUM");
        return bounded(text);
    }

    static String bounded(String words) {
        String text = BLANKS.matcher(words).replaceAll(" ").strip();
        return text.length() > MAX_LENGTH ? text.substring(0, MAX_LENGTH).strip() : text;
    }
}
