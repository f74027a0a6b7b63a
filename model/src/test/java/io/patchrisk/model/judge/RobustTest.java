// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RobustTest {

    /** Ozone readings of Hollander and Wolfe (1973, p. 70); R's wilcox.test gives the shift -0.305 for 0.80…1.83, 1.15…1.21. */
    private static final double[] TERM = {0.80, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46};

    private static final double[] EARLY = {1.15, 0.88, 0.90, 0.74, 1.21};

    @Test
    void findsTheMiddleOfOddAndEvenCounts() {
        assertThat(Robust.median(new double[] {3, 1, 2})).isEqualTo(2);
        assertThat(Robust.median(new double[] {4, 1, 3, 2})).isEqualTo(2.5);
        assertThat(Robust.median(new double[] {7})).isEqualTo(7);
    }

    @Test
    void doesNotOverflowBetweenLargeNeighbours() {
        assertThat(Robust.median(new double[] {Double.MAX_VALUE, Double.MAX_VALUE}))
                .isEqualTo(Double.MAX_VALUE);
    }

    @Test
    void givesTheShiftThatRGives() {
        assertThat(Robust.shift(EARLY, TERM)).isEqualTo(0.305, within(1e-12));
    }

    /** Of 400 normal values both deviations are near 1; of two kinds, half of them each and 100 apart, one is near 50. */
    @Test
    void theSpreadOfTwoKindsIsThatWithinThem() {
        SplittableRandom random = new SplittableRandom(1);
        double[] one = random.doubles(400).map(u -> random.nextGaussian()).toArray();
        double[] two = new double[one.length];
        for (int i = 0; i < one.length; i++) {
            two[i] = one[i] + (i % 2 == 0 ? 0 : 100);
        }

        assertThat(Robust.spread(one)).isEqualTo(1, within(0.1));
        assertThat(Robust.deviation(two)).isGreaterThan(50);
        assertThat(Robust.spread(two)).isEqualTo(1 / 0.6028, within(0.2));
        assertThat(Robust.spread(new double[] {0, 0, 0, 0, 0, 1e6})).isZero();
        assertThat(Robust.spread(new double[] {1, 1, 2, 2, 4, 6, 9})).isLessThanOrEqualTo(1.4826);
    }

    /** R: mad(c(1, 1, 2, 2, 4, 6, 9)) is 1.4826. */
    @Test
    void givesTheDeviationThatRGives() {
        assertThat(Robust.deviation(new double[] {1, 1, 2, 2, 4, 6, 9})).isEqualTo(1.4826, within(1e-12));
    }

    @Test
    void oneWildValueMovesNothingMuch() {
        double[] before = {1, 2, 3, 4, 5};

        assertThat(Robust.shift(before, new double[] {2, 3, 4, 5, 1e300})).isLessThanOrEqualTo(2);
        assertThat(Robust.deviation(new double[] {1, 2, 3, 4, 1e300})).isLessThan(2);
    }

    @Property(tries = 200)
    void doesNotDependOnOrder(@ForAll @Size(min = 2, max = 12) double[] raw) {
        double[] values = new double[raw.length];
        for (int i = 0; i < raw.length; i++) {
            values[i] = raw[i] % 1e6;
        }
        double[] reversed = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            reversed[i] = values[values.length - 1 - i];
        }

        assertThat(Robust.mean(reversed)).isEqualTo(Robust.mean(values));
        assertThat(Robust.median(reversed)).isEqualTo(Robust.median(values));
        assertThat(Robust.shift(values, reversed)).isEqualTo(0.0, within(1e-9));
    }

    @Property(tries = 200)
    void followsAShiftOfAllValues(@ForAll @DoubleRange(min = -1e3, max = 1e3) double by) {
        double[] after = TERM.clone();
        for (int i = 0; i < after.length; i++) {
            after[i] += by;
        }

        assertThat(Robust.shift(TERM, after)).isEqualTo(by, within(1e-9));
        assertThat(Robust.deviation(after)).isEqualTo(Robust.deviation(TERM), within(1e-9));
    }

    /** Many values, many of them the same, some beyond all numbers: as sorting says. */
    @Property(tries = 300)
    void findsTheMiddleThatSortingFinds(@ForAll @Size(min = 1, max = 300) double[] raw, @ForAll boolean few) {
        double[] values = new double[raw.length];
        for (int i = 0; i < raw.length; i++) {
            values[i] = few ? Math.rint(raw[i] % 3) : raw[i];
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        double expected = sorted.length % 2 == 1 ? sorted[middle] : sorted[middle - 1] / 2 + sorted[middle] / 2;

        assertThat(Robust.median(values) + 0.0).isEqualTo(expected + 0.0);
    }

    @Test
    void comesToAnEndWithWhatIsNoNumber() {
        for (double odd : new double[] {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN}) {
            double[] values = new double[50];
            Arrays.fill(values, odd);
            assertThat(Double.compare(Robust.median(values), odd)).isZero();
        }
    }
}
