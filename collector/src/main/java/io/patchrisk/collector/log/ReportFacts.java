// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.log;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a report says of the kernel it happened in: release, taint, modules that carry a live patch. */
final class ReportFacts {

    /** A host loads a handful of live patches; a list beyond that is no list of them. */
    private static final int MOST_MODULES = 64;

    private final List<String> livePatchModules = new ArrayList<>();
    private String taint = "";
    private @Nullable String release;
    private boolean told;

    /** Reads one line; true when it said one of these. */
    boolean read(String text) {
        int from = Symbol.skipBlanks(text, 0);
        if (text.startsWith("Modules linked in:", from)) {
            livePatchModules(text);
            return true;
        }
        int tainted = text.indexOf("ainted");
        return tainted > 0 && taint(text, tainted);
    }

    List<String> livePatchModules() {
        return livePatchModules;
    }

    /** Letters of the taint flags, such as {@code GOE}; empty when none was printed. */
    String taint() {
        return taint;
    }

    /** Kernel release, such as {@code 6.1.0-56-amd64}; null when none was printed. */
    @Nullable
    String release() {
        return release;
    }

    /** Whether the line was read that tells CPU, task and taint. */
    boolean told() {
        return told;
    }

    /** {@code at} is where "ainted" stands, of "Tainted: G W 6.1.0 #1", "Not tainted 6.1.0 #1" or "6.1.0 #1 Not tainted". */
    private boolean taint(String text, int at) {
        boolean not = text.startsWith("Not t", at - 5 < 0 ? 0 : at - 5);
        boolean letters = text.startsWith("Tainted: ", at - 1);
        if (!not && !letters) {
            return false;
        }
        if (told && !letters) {
            return true;
        }
        int rest = letters ? letters(text, at - 1 + "Tainted: ".length()) : at + "ainted".length();
        told = true;
        if (release == null) {
            release = Release.in(text, rest);
        }
        return true;
    }

    /** Since Linux 6.11 a second line spells the letters out: {@code Tainted: [W]=WARN, [O]=OOT_MODULE}. */
    private int letters(String text, int from) {
        StringBuilder found = new StringBuilder();
        int at = from;
        if (text.startsWith("[", from)) {
            while (at + 2 < text.length() && text.charAt(at) == '[' && text.charAt(at + 2) == ']') {
                found.append(text.charAt(at + 1));
                int comma = text.indexOf(", ", at);
                at = comma < 0 ? text.length() : comma + 2;
            }
        } else {
            int end = Taint.end(text, from);
            Taint.letters(text, from, end, found);
            at = end;
        }
        if (taint.isEmpty() || !told) {
            taint = found.toString();
        } else {
            merge(found);
        }
        return at;
    }

    /** The line that spells the letters out leaves none away that the short one has, but may come alone. */
    private void merge(CharSequence more) {
        StringBuilder all = new StringBuilder(taint);
        for (int i = 0; i < more.length(); i++) {
            if (all.indexOf(String.valueOf(more.charAt(i))) < 0) {
                all.append(more.charAt(i));
            }
        }
        taint = all.toString();
    }

    private void livePatchModules(String text) {
        int unloaded = text.indexOf("[last unloaded");
        int end = unloaded < 0 ? text.length() : unloaded;
        int open = text.indexOf('(');
        while (open > 0 && open < end) {
            int close = text.indexOf(')', open);
            if (close < 0) {
                return;
            }
            int begin = text.lastIndexOf(' ', open) + 1;
            int flag = text.indexOf('K', open);
            String module = text.substring(begin, open);
            if (flag > 0
                    && flag < close
                    && livePatchModules.size() < MOST_MODULES
                    && !livePatchModules.contains(module)) {
                livePatchModules.add(module);
            }
            open = text.indexOf('(', close);
        }
    }
}
