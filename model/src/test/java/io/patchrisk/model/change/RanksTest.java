// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RanksTest {

    @Test
    void deviateOfTheRankSumIsThatOfTheTextbook() {
        // Ranks of the second are 4, 5, 6: sum 15, expected 10.5, variance 3 × 3 × 7 / 12.
        assertThat(Ranks.sum(new double[] {1, 2, 3}, new double[] {4, 5, 6}))
                .isCloseTo(4.5 / Math.sqrt(5.25), within(1e-12));
    }

    @Test
    void tiesShrinkTheVariance() {
        // Ranks 1.5, 1.5, 3.5 | 3.5, 5.5, 5.5: sum 14.5, expected 10.5; ranks about their mean: 4 × 2² + 2 × 0².
        assertThat(Ranks.sum(new double[] {1, 1, 2}, new double[] {2, 3, 3}))
                .isCloseTo(4 / Math.sqrt(16 * 9 / 30.0), within(1e-12));
    }

    @Test
    void equalValuesTellNothing() {
        assertThat(Ranks.sum(new double[] {7, 7}, new double[] {7, 7, 7})).isZero();
    }

    @Test
    void quantilesLieOnStraightLinesBetweenNeighbours() {
        double[] values = {4, 1, 3, 2};
        assertThat(Ranks.quantile(values, 0)).isEqualTo(1);
        assertThat(Ranks.quantile(values, 0.5)).isEqualTo(2.5);
        assertThat(Ranks.quantile(values, 1)).isEqualTo(4);
    }
}
