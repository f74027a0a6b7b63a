// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.judge;

/**
 * The grid of looks over which the false-alarm rate is spent.
 *
 * <p>A look is taken when the after window holds {@value #FIRST} scrapes and at each doubling. Every look gets an equal
 * share of alpha (Bonferroni), so looking every minute in between costs nothing and promises stay kept.
 */
public final class Looks {

    /** Fewer scrapes than this say nothing about a shift. */
    public static final int FIRST = 5;

    /** 5 × 2^11 scrapes of 15 s are 43 hours: a day of watching, with reserve. */
    public static final int COUNT = 12;

    private Looks() {}

    /** Scrapes after the patch at the newest look that {@code scrapes} allow; 0 before the first. */
    public static int reached(int scrapes) {
        int look = 0;
        for (int i = 0, at = FIRST; i < COUNT && at <= scrapes; i++, at *= 2) {
            look = at;
        }
        return look;
    }

    /** The share of {@code alpha} that one look may spend. */
    public static double share(double alpha) {
        return alpha / COUNT;
    }
}
