// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.judge;

import io.patchrisk.model.fact.Signal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the last look made of each signal, while the next one is made, whose windows are longer by a scrape: what did not
 * change is not made again. It is compared before it is used, so a judgement is the same to the bit with it and without.
 *
 * <p>Most is won where hosts were patched at the same time: of hosts patched in turn the medians over all change wherever
 * another host's window grows.
 */
final class Recall {

    /** Points of all hosts and signals that are kept, of some 110 bytes each; the rest is made anew at each look. */
    static final int MOST_POINTS = 1 << 18;

    private final Map<Signal, Measured> last;
    private final int most;
    private final Map<Signal, Measured> kept = new HashMap<>();
    private int points;

    /** @param last what the last look kept */
    Recall(Map<Signal, Measured> last, int most) {
        this.last = last;
        this.most = most;
    }

    /** What hosts show at a look that follows no other. */
    static Recall nothing() {
        return new Recall(Map.of(), 0);
    }

    /**
     * What hosts show of a signal at this look.
     *
     * @param subjects patched hosts first
     */
    Measured measured(Signal signal, List<Subject> subjects, int patched) {
        Measured measured = Measured.of(signal, subjects, patched, last.get(signal));
        Own own = measured.own();
        if (own != null && points + own.points() <= most) {
            points += own.points();
            kept.put(signal, measured);
        }
        return measured;
    }

    /** What this look keeps for the next. */
    Map<Signal, Measured> kept() {
        return kept;
    }
}
