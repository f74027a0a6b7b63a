// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.judge;

import io.patchrisk.model.fact.Signal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a look made of each signal, for the next look, whose windows are longer by a scrape: what did not change is not made
 * again. It is compared before it is used, so a judgement is the same to the bit with it and without.
 */
final class Recall {

    /** Points of all hosts and signals that are kept, of 80 bytes each; the rest is made anew at each look. */
    private static final int MOST_POINTS = 1 << 18;

    private final Map<Signal, Measured> last;
    private final Map<Signal, Measured> now = new HashMap<>();
    private int points;

    private Recall(Map<Signal, Measured> last) {
        this.last = last;
    }

    /** Nothing is known yet. */
    static Recall nothing() {
        return new Recall(Map.of());
    }

    /** What is known at the look after this one. */
    Recall next() {
        return new Recall(now);
    }

    /**
     * What hosts show of a signal at this look.
     *
     * @param subjects patched hosts first
     */
    Measured measured(Signal signal, List<Subject> subjects, int patched) {
        Measured measured = Measured.of(signal, subjects, patched, last.get(signal));
        if (points + measured.points() <= MOST_POINTS) {
            points += measured.points();
            now.put(signal, measured);
        }
        return measured;
    }
}
