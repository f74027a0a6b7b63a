// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.judge;

import io.patchrisk.model.fact.Signal;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whether patched hosts and controls behaved alike before the patch: the same comparison, on the two halves of the before
 * window. Waves are not drawn at random, and canaries are often hosts of another kind; a signal in which they part without
 * any patch would be blamed on it.
 */
final class NullCheck {

    /** How often a role of hosts that are alike may lose a signal. */
    private static final double LEVEL = 0.01;

    /** Resolves the level. */
    private static final int RELABELINGS = Relabelings.COARSE;

    private NullCheck() {}

    /** The signals in which the arms parted before the patch. */
    static NavigableSet<Signal> unlike(Arms arms, long seed) {
        NavigableSet<Signal> unlike = new TreeSet<>();
        Strata strata = arms.strata();
        if (1 / Math.min(RELABELINGS, strata.ways()) > LEVEL) {
            return unlike;
        }
        Relabelings relabelings = Relabelings.of(strata, RELABELINGS, seed);
        Family.of(arms.beforeOnly(), Set.of(), relabelings, Recall.nothing())
                .forEach(family -> unlike.addAll(family.beyond(LEVEL)));
        return unlike;
    }
}
