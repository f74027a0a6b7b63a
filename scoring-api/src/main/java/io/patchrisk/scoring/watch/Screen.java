// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.watch;

import java.io.PrintWriter;
import java.util.List;

/** A terminal that is drawn on in place, and given back as it was. May be closed by another thread. */
public final class Screen implements AutoCloseable {

    private static final String BEGIN = "\u001b[?1049h\u001b[?25l";
    private static final String END = "\u001b[?25h\u001b[?1049l";
    private static final String HOME = "\u001b[H";
    private static final String REST_OF_LINE = "\u001b[K";
    private static final String REST_OF_SCREEN = "\u001b[J";

    private final PrintWriter out;
    private List<String> last = List.of();
    private boolean begun;
    private boolean closed;

    public Screen(PrintWriter out) {
        this.out = out;
    }

    /** Draws a picture over the last one; the same one again only when {@code whole} is set, as after a resize. */
    public synchronized void draw(List<String> lines, boolean whole) {
        if (closed || (begun && !whole && lines.equals(last))) {
            return;
        }
        StringBuilder text = new StringBuilder(begun ? "" : BEGIN).append(HOME);
        for (int i = 0; i < lines.size(); i++) {
            text.append(i == 0 ? "" : "\r\n").append(lines.get(i)).append(REST_OF_LINE);
        }
        out.print(text.append(REST_OF_SCREEN));
        out.flush();
        begun = true;
        last = lines;
    }

    /** Gives the terminal back, with the last picture left on it as text. */
    @Override
    public synchronized void close() {
        if (begun && !closed) {
            out.print(END);
            last.forEach(out::println);
            out.flush();
        }
        closed = true;
    }
}
