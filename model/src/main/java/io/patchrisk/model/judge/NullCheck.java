// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.judge;

import io.patchrisk.model.fact.Role;
import io.patchrisk.model.fact.Signal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
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
        int patched = arms.patched().size();
        int hosts = patched + arms.controls().size();
        if (1 / Math.min(RELABELINGS, Relabelings.ways(patched, hosts)) > LEVEL) {
            return unlike;
        }
        Arms halves = arms.beforeOnly();
        List<Family> families = new ArrayList<>();
        for (Role role : Role.values()) {
            families.add(new Family(halves, role, signals(halves, role)));
        }
        int[][] largest = new Trajectories(families.stream().map(Family::rows).toList(), hosts, patched)
                .largest(Relabelings.of(patched, hosts, RELABELINGS, seed));
        for (int i = 0; i < largest.length; i++) {
            unlike.addAll(families.get(i).beyond(largest[i], LEVEL));
        }
        return unlike;
    }

    /** The signals of one role that any patched host has. */
    static NavigableSet<Signal> signals(Arms arms, Role role) {
        NavigableSet<Signal> signals = new TreeSet<>();
        for (Subject subject : arms.patched()) {
            Collection<Signal> own = subject.host().signals().keySet();
            own.stream().filter(signal -> signal.role() == role).forEach(signals::add);
        }
        return signals;
    }
}
