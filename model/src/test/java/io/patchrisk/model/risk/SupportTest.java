// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SupportTest {

    /** Twenty harmful runs at 2, twenty benign ones at -2. */
    private static final List<HeldOut> RUNS = Stream.concat(
                    IntStream.range(0, 20).mapToObj(i -> new HeldOut(2, true)),
                    IntStream.range(0, 20).mapToObj(i -> new HeldOut(-2, false)))
            .toList();

    private static final Support SUPPORT = new Support(RUNS);

    /** Clopper-Pearson, one-sided 95 %: 20 of 20 is at least 0.05^(1/20) = 0.8609; 0 of 20 is at most 0.1391. */
    @Test
    void claimsNoMoreThanTheNumberOfRunsCanShow() {
        assertThat(SUPPORT.leastRatio(1)).isEqualTo(0.8609 / 0.1391, within(0.01));
        assertThat(SUPPORT.largestRatio(-1)).isEqualTo(0.1391 / 0.8609, within(0.001));
    }

    @Test
    void knowsNoUpperBoundWhereNoBenignRunEverWas() {
        assertThat(SUPPORT.largestRatio(-3)).isInfinite();
    }

    @Test
    void supportsNothingWithoutRuns() {
        assertThat(new Support(List.of()).leastRatio(0)).isZero();
        assertThat(new Support(List.of()).largestRatio(0)).isInfinite();
    }
}
