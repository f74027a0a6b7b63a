// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.judge;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The grid of looks over which the false-alarm rate is spent (Lan and DeMets 1983).
 *
 * <p>A look is taken at each of the first {@value #EVERY_SCRAPE} scrapes after the patch, then ever more seldom, up to a
 * day of scrapes every 15 s. Asking between two looks compares nothing new and costs nothing. Seven tenths of alpha are
 * for the first looks, and of these the most for the very first (by the square root of time): harm that a fleet is to be
 * spared shows early or is mild.
 */
public final class Looks {

    /** Scrapes after the patch before which no movement of a level can be found: four more have to confirm it. */
    public static final int FEWEST = 1 + Whitened.CONFIRMING;

    static final int EVERY_SCRAPE = 60;

    private static final double EARLY_SHARE = 0.7;

    /** Scrapes after the patch at which a look is taken, ascending. */
    private static final int[] AT = IntStream.concat(
                    IntStream.concat(steps(1, EVERY_SCRAPE, 1), steps(EVERY_SCRAPE + 20, 600, 20)),
                    IntStream.concat(steps(660, 1_440, 60), steps(1_800, 5_760, 360)))
            .toArray();

    private Looks() {}

    private static IntStream steps(int from, int to, int by) {
        return IntStream.iterate(from, at -> at <= to, at -> at + by);
    }

    /** Scrapes after the patch at the newest look that {@code scrapes} allow; 0 before the first. */
    public static int reached(int scrapes) {
        int found = Arrays.binarySearch(AT, scrapes);
        int place = found >= 0 ? found : -found - 2;
        return place < 0 ? 0 : AT[place];
    }

    /** The looks that come before one, ascending. */
    public static IntStream before(int look) {
        return Arrays.stream(AT).takeWhile(at -> at < look);
    }

    /** Scrapes at the last look. */
    static int last() {
        return AT[AT.length - 1];
    }

    /** The share of alpha that may be spent up to a look, 0..1. */
    static double spent(int look) {
        int found = Arrays.binarySearch(AT, look);
        int taken = found >= 0 ? found + 1 : -found - 1;
        return taken <= EVERY_SCRAPE
                ? EARLY_SHARE * Math.sqrt(taken / (double) EVERY_SCRAPE)
                : EARLY_SHARE + (1 - EARLY_SHARE) * (taken - EVERY_SCRAPE) / (AT.length - EVERY_SCRAPE);
    }
}
