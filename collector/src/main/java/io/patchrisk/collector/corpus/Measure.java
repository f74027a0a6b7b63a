// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.corpus;

import java.util.List;
import java.util.Locale;

/**
 * One figure of how well logs were read.
 *
 * @param name what is measured
 * @param good how many were right
 * @param all of how many
 * @param misses what was wrong, a line each
 */
public record Measure(String name, double good, double all, List<String> misses) {

    public Measure {
        misses = List.copyOf(misses);
    }

    /** The share that was right; 1 when there was nothing to get wrong. */
    public double share() {
        return all == 0 ? 1 : good / all;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%-44s %6.4f  %s of %s", name, share(), count(good), count(all));
    }

    private static String count(double number) {
        return number == Math.rint(number) ? String.valueOf((long) number) : String.format(Locale.ROOT, "%.1f", number);
    }
}
