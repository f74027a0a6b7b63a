// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.judge;

/**
 * When a signal crossed the boundary. What goes away by itself within a few scrapes is no finding: the patch is still there,
 * so its harm would be (the went-away filter of FBDetect, SOSP 2024).
 *
 * @param since the scrape from which on it may have crossed: looks may lie far apart
 * @param peak largest deviate so far
 * @param gone whether it was seen to have gone since; only a larger deviate than before crosses again
 */
record Crossing(int since, double peak, boolean gone) {

    /** Scrapes after which it must still be there: the newest two points then lie behind a blip of three. */
    private static final int CONFIRMED_AFTER = 4;

    /** Patched hosts that now lie so many deviations beyond the controls are still there. */
    private static final double THERE = 2;

    /** Less than this is what hosts drawn at random show, two times in three. */
    private static final double GONE = 0.5;

    /** A signal whose statistic has just crossed for the first time. */
    static Crossing at(int since, double deviate) {
        return new Crossing(since, deviate, false);
    }

    /**
     * What becomes of it at a later look.
     *
     * @param unseen the first scrape that no look before has seen
     */
    Crossing at(int unseen, int now, Tested tested) {
        if (gone) {
            return tested.crosses() && tested.deviate() > peak ? at(unseen, tested.deviate()) : this;
        }
        boolean goes = tested.aspect() != Aspect.COUNT && now >= since + CONFIRMED_AFTER && tested.now() < GONE;
        return new Crossing(since, Math.max(peak, tested.deviate()), goes);
    }

    /** Whether it is a finding at a look. */
    boolean confirmed(int now, Tested tested) {
        return !gone && (tested.aspect() == Aspect.COUNT || (now >= since + CONFIRMED_AFTER && tested.now() >= THERE));
    }
}
