// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.patchrisk.model.risk.ModelCard.HeldOut;
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

    /** Clopper-Pearson, one-sided 95 %: 20 of 20 is at least 0.05^(1/20) = 0.8609; 0 of 20 is at most 0.1391. */
    @Test
    void claimsNoMoreThanTheNumberOfRunsCanShow() {
        assertThat(Support.leastRatio(RUNS, 1)).isEqualTo(0.8609 / 0.1391, within(0.01));
        assertThat(Support.largestRatio(RUNS, -1)).isEqualTo(0.1391 / 0.8609, within(0.001));
    }

    @Test
    void knowsNoUpperBoundWhereNoBenignRunEverWas() {
        assertThat(Support.largestRatio(RUNS, -3)).isInfinite();
    }

    @Test
    void supportsNothingWithoutRuns() {
        assertThat(Support.leastRatio(List.of(), 0)).isZero();
        assertThat(Support.largestRatio(List.of(), 0)).isInfinite();
    }
}
