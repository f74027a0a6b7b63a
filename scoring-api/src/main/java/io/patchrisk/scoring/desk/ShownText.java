// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.desk;

/**
 * Text that came from hosts, made fit to be shown: one line, bounded, and without characters that act on whatever shows
 * them. A kernel log is written by whoever can crash the kernel.
 */
public final class ShownText {

    private ShownText() {}

    /**
     * The text as one line. Control characters, line and paragraph separators become spaces; invisible ones are left out,
     * among them those that turn the direction of writing (Unicode TR 36, "Trojan Source"); halves of surrogate pairs
     * and private characters become U+FFFD.
     *
     * @param most characters (code points) at most; what is longer ends in an ellipsis
     */
    public static String line(String text, int most) {
        StringBuilder line = new StringBuilder(Math.min(text.length(), most));
        int shown = 0;
        int at = 0;
        while (at < text.length()) {
            int point = text.codePointAt(at);
            at += Character.charCount(point);
            int type = Character.getType(point);
            if (type == Character.FORMAT) {
                continue;
            }
            if (++shown > most) {
                line.setLength(line.offsetByCodePoints(line.length(), -1));
                return line.append('…').toString();
            }
            line.appendCodePoint(shown(point, type));
        }
        return line.toString();
    }

    private static int shown(int point, int type) {
        return switch (type) {
            case Character.CONTROL,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SPACE_SEPARATOR -> ' ';
            case Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED -> '\uFFFD';
            default -> point;
        };
    }
}
