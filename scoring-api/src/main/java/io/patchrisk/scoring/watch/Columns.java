// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.watch;

import java.util.ArrayList;
import java.util.List;

/** Text in columns of a terminal, where some characters take two and some none. */
final class Columns {

    private Columns() {}

    static int of(String text) {
        return text.codePoints().map(Columns::of).sum();
    }

    /** By the ranges that Unicode's EastAsianWidth calls wide; emoji too. */
    private static int of(int point) {
        int type = Character.getType(point);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
            return 0;
        }
        boolean wide = (point >= 0x1100 && point <= 0x115F)
                || (point >= 0x2E80 && point <= 0xA4CF)
                || (point >= 0xAC00 && point <= 0xD7A3)
                || (point >= 0xF900 && point <= 0xFAFF)
                || (point >= 0xFE30 && point <= 0xFE6F)
                || (point >= 0xFF00 && point <= 0xFF60)
                || (point >= 0xFFE0 && point <= 0xFFE6)
                || (point >= 0x1F300 && point <= 0x1FAFF)
                || (point >= 0x20000 && point <= 0x3FFFD);
        return wide ? 2 : 1;
    }

    /** The beginning of a text that fits, ending in {@code ..} when something is left out. */
    static String cut(String text, int width) {
        if (of(text) <= width) {
            return text;
        }
        StringBuilder cut = new StringBuilder();
        int used = 0;
        for (int point : text.codePoints().toArray()) {
            used += of(point);
            if (used > Math.max(0, width - 2)) {
                break;
            }
            cut.appendCodePoint(point);
        }
        return cut.append(width >= 2 ? ".." : "").toString();
    }

    static String padded(String text, int width) {
        String cut = cut(text, width);
        return cut + " ".repeat(Math.max(0, width - of(cut)));
    }

    /**
     * A text in lines that fit, broken at spaces; a word that is longer than a line is broken anywhere.
     *
     * @param first what the first line begins with
     * @param others what the other lines begin with, as wide as {@code first}
     */
    static List<String> wrapped(String first, String others, String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder(first);
        int room = Math.max(1, width - of(first));
        int used = 0;
        for (String word : text.strip().split(" +")) {
            for (String piece : pieces(word, room)) {
                int needed = of(piece) + (used == 0 ? 0 : 1);
                if (used > 0 && used + needed > room) {
                    lines.add(line.toString());
                    line = new StringBuilder(others);
                    used = 0;
                }
                line.append(used == 0 ? "" : " ").append(piece);
                used += of(piece) + (used == 0 ? 0 : 1);
            }
        }
        lines.add(line.toString());
        return lines;
    }

    private static List<String> pieces(String word, int room) {
        List<String> pieces = new ArrayList<>();
        StringBuilder piece = new StringBuilder();
        int used = 0;
        for (int point : word.codePoints().toArray()) {
            if (used > 0 && used + of(point) > room) {
                pieces.add(piece.toString());
                piece = new StringBuilder();
                used = 0;
            }
            piece.appendCodePoint(point);
            used += of(point);
        }
        pieces.add(piece.toString());
        return pieces;
    }
}
