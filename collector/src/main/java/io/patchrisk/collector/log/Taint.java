// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.log;

/** The letters of the kernel's taint flags, as "Tainted: G S    OE" prints them: one column a flag. */
final class Taint {

    /** Every flag there is (Documentation/admin-guide/tainted-kernels.rst); G stands for "no proprietary module". */
    private static final String LETTERS = "GPFSRMBUDAWCIOELKXTNJHZ";

    private Taint() {}

    /** Where the letters end: at the first word that is none. */
    static int end(String text, int from) {
        int at = from;
        int end = from;
        while (at < text.length()) {
            if (text.charAt(at) == ' ') {
                at++;
                continue;
            }
            int stop = at;
            while (stop < text.length() && LETTERS.indexOf(text.charAt(stop)) >= 0) {
                stop++;
            }
            // Red Hat fills the columns of flags that it adds with dashes
            int filled = stop;
            while (filled < text.length() && filled > at && text.charAt(filled) == '-') {
                filled++;
            }
            if (stop == at || (filled < text.length() && text.charAt(filled) != ' ')) {
                return end;
            }
            at = filled;
            end = filled;
        }
        return end;
    }

    static void letters(String text, int from, int end, StringBuilder into) {
        for (int i = from; i < end && into.length() < LETTERS.length(); i++) {
            if (LETTERS.indexOf(text.charAt(i)) >= 0) {
                into.append(text.charAt(i));
            }
        }
    }
}
