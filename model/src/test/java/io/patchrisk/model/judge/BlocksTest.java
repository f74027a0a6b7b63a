// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.judge;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchrisk.model.fact.Series;
import io.patchrisk.model.window.Span;
import org.junit.jupiter.api.Test;

class BlocksTest {

    private static final Series SERIES = Series.of(new double[] {1, 2, 3, 4, 5, 6}, new double[] {1, 2, 3, 4, 5, 6});

    @Test
    void averagesBlocksOfEqualTime() {
        assertThat(Blocks.means(SERIES, new Span(0, 6), 3)).containsExactly(1.5, 3.5, 5.5);
    }

    @Test
    void leavesOutEmptyBlocksInsteadOfInventingValues() {
        Series gap = Series.of(new double[] {1, 6}, new double[] {10, 20});

        assertThat(Blocks.means(gap, new Span(0, 6), 3)).containsExactly(10, 20);
    }

    @Test
    void excludesTheStartAndIncludesTheEndOfASpan() {
        assertThat(Blocks.means(SERIES, new Span(1, 3), 2)).containsExactly(2, 3);
    }

    @Test
    void hasNothingToSayOfAnEmptySpan() {
        assertThat(Blocks.means(SERIES, new Span(3, 3), 3)).isEmpty();
        assertThat(Blocks.means(Series.empty(), new Span(0, 6), 3)).isEmpty();
    }

    /** 0.1 × 24 is not 2.4 in doubles: the last point must not fall off the end. */
    @Test
    void keepsEveryPointWhateverTheRounding() {
        double[] at = new double[24];
        double[] value = new double[24];
        for (int i = 0; i < 24; i++) {
            at[i] = 0.1 * (i + 1);
            value[i] = 1;
        }

        double[] means = Blocks.means(Series.of(at, value), new Span(0, at[23]), 7);

        assertThat(means).containsOnly(1).hasSize(7);
    }
}
