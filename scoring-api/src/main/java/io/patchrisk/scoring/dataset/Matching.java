// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.dataset;

import io.patchrisk.model.word.Word;
import io.patchrisk.scoring.dataset.Setting.Distance;
import java.util.List;
import java.util.SplittableRandom;

/** How the controls of a cohort resemble its patched hosts: fleets have good ones, poor ones and none. */
enum Matching {
    /** Of the same wave: kernel, workload, load, rhythm and windows are shared. */
    WAVE,
    /** Of the same kernel, clock and workload; those of the same wave come first. */
    STRATUM,
    /** Of the same kernel; those of the same wave come first, then those of the same clock and workload. */
    NEAREST,
    /** Of the same kernel, but with another clock or workload. */
    APART,
    /** No controls. */
    NONE;

    /** Real fleets have controls of the wave; the others show what less alike hosts are worth. */
    private static final List<Matching> DECK =
            List.of(WAVE, WAVE, WAVE, STRATUM, STRATUM, NEAREST, NEAREST, NEAREST, APART, NONE);

    static Matching draw(SplittableRandom random) {
        return DECK.get(random.nextInt(DECK.size()));
    }

    /** This one, and what to take where there are no such controls. */
    List<Matching> orElse() {
        return switch (this) {
            case WAVE, STRATUM, APART -> List.of(this, NEAREST);
            case NEAREST -> List.of(NEAREST);
            case NONE -> List.of();
        };
    }

    boolean takes(Distance distance) {
        return switch (this) {
            case WAVE -> distance == Distance.SAME_WAVE;
            case STRATUM -> distance == Distance.SAME_WAVE || distance == Distance.SAME_STRATUM;
            case NEAREST -> distance != Distance.OTHER;
            case APART -> distance == Distance.SAME_KERNEL;
            case NONE -> false;
        };
    }

    /** The name in the table. */
    String word() {
        return Word.of(this);
    }
}
