// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.dataset;

import io.patchrisk.model.word.Word;
import io.patchrisk.scoring.dataset.Setting.Distance;
import java.util.List;
import java.util.SplittableRandom;

/** How the controls of a cohort resemble its patched hosts: always of their stratum, as in a fleet. */
enum Matching {
    /** Of the same wave: kernel, workload, load, rhythm and windows are shared. */
    WAVE,
    /** Of the same kernel, clock and workload; those of the same wave come first. */
    STRATUM,
    /** No controls. */
    NONE;

    /** Real fleets have controls of the wave, mostly. */
    private static final List<Matching> DECK =
            List.of(WAVE, WAVE, WAVE, WAVE, WAVE, STRATUM, STRATUM, STRATUM, STRATUM, NONE);

    static Matching draw(SplittableRandom random) {
        return DECK.get(random.nextInt(DECK.size()));
    }

    /** This one, and what to take where there are no such controls. */
    List<Matching> orElse() {
        return switch (this) {
            case WAVE -> List.of(WAVE, STRATUM);
            case STRATUM -> List.of(STRATUM);
            case NONE -> List.of();
        };
    }

    boolean takes(Distance distance) {
        return switch (this) {
            case WAVE -> distance == Distance.SAME_WAVE;
            case STRATUM -> distance != Distance.OTHER;
            case NONE -> false;
        };
    }

    /** The name in the table. */
    String word() {
        return Word.of(this);
    }
}
