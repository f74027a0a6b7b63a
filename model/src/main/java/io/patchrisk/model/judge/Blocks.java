// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.judge;

import io.patchrisk.model.fact.Series;
import io.patchrisk.model.window.Span;
import java.util.Arrays;

/** Cuts a window into blocks of equal time and gives the mean of each block that has points. */
final class Blocks {

    /** Bounds the cost of a shift to 12 × 12 differences whatever the window. */
    static final int MOST = 12;

    private Blocks() {}

    /** Means of at most {@code blocks} blocks, in order of time; empty blocks are left out. */
    static double[] means(Series series, Span span, int blocks) {
        Series inside = series.between(span.from(), span.to());
        double[] means = new double[blocks];
        int found = 0;
        double width = span.seconds() / blocks;
        int point = 0;
        for (int block = 0; block < blocks && point < inside.size(); block++) {
            double end = block == blocks - 1 ? span.to() : span.from() + width * (block + 1);
            double sum = 0;
            int count = 0;
            while (point < inside.size() && inside.at(point) <= end) {
                sum += inside.value(point++);
                count++;
            }
            if (count > 0) {
                means[found++] = sum / count;
            }
        }
        return Arrays.copyOf(means, found);
    }
}
