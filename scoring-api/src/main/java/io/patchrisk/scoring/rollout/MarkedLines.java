// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.rollout;

import io.patchrisk.model.fact.Frame;
import io.patchrisk.model.fact.KernelEvent;
import io.patchrisk.model.fact.Patch;
import io.patchrisk.model.feature.Attribution;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The lines of a kernel report that name a frame which lies in a patch, or in a function that it replaces. */
final class MarkedLines {

    private MarkedLines() {}

    /**
     * Numbers of lines, from 0, in order.
     *
     * @param text the report as it is shown
     */
    static List<Integer> of(Patch patch, KernelEvent event, String text) {
        Set<String> printed = new LinkedHashSet<>();
        for (Frame frame : event.frames()) {
            if (Attribution.of(patch, frame, event.livePatchModules()).tied()) {
                printed.add(frame.function());
            }
        }
        List<Integer> marked = new ArrayList<>();
        String[] lines = text.split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            String line = lines[i];
            if (printed.stream().anyMatch(function -> names(line, function))) {
                marked.add(i);
            }
        }
        return marked;
    }

    /** Whether a line names a place in a function: its name, perhaps with a compiler's suffix, and an offset. */
    private static boolean names(String line, String function) {
        int at = line.indexOf(function);
        while (at >= 0) {
            int end = at + function.length();
            boolean begins = at == 0 || !Character.isJavaIdentifierPart(line.charAt(at - 1));
            boolean ends = end < line.length() && (line.charAt(end) == '+' || line.charAt(end) == '.');
            if (begins && ends) {
                return true;
            }
            at = line.indexOf(function, end);
        }
        return false;
    }
}
