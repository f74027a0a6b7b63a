// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.judge;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchrisk.model.SimulatedHost;
import io.patchrisk.model.fact.Signal;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChangePointTest {

    private static final Signal ERRORS = SimulatedHost.symptom("errors");
    private static final int BEFORE = 60;
    private static final int AFTER = 60;

    /** The instant is scrape 59; the scrape after it is lost to the transition. A step of four deviations on six hosts. */
    @ParameterizedTest
    @CsvSource({"60,0", "61,0", "62,30", "80,300", "100,600", "40,-300", "58,-30"})
    void findsTheLastScrapeBeforeAStep(int from, double seconds) {
        assertThat(began(Aspect.STEP, scrape -> scrape >= from ? 4 : 0)).isEqualTo(seconds);
    }

    @Test
    void findsWhereARampBegins() {
        assertThat(began(Aspect.RAMP, scrape -> 0.2 * Math.max(0, scrape - 59))).isBetween(-75.0, 75.0);
        assertThat(began(Aspect.RAMP, scrape -> 0.2 * Math.max(0, scrape - 89))).isBetween(375.0, 525.0);
    }

    /** Six points after a step may well look like a ramp. */
    @Test
    void takesNoStepForARampThatBeganLongBefore() {
        assertThat(began(Aspect.RAMP, scrape -> scrape >= 60 ? 8 : 0)).isZero();
        assertThat(began(Aspect.RAMP, scrape -> scrape >= 115 ? 8 : 0)).isEqualTo(825);
    }

    /** Only the swings change, so only their size can tell. */
    @Test
    void findsWhereSwingsBecomeWider() {
        assertThat(began(Aspect.SPREAD, scrape -> scrape < 80 ? 0 : scrape % 2 == 0 ? 6 : -6))
                .isEqualTo(300);
    }

    @Test
    void cannotTellFromThreePoints() {
        Arms arms = new Fleet(2, 1).arms(3, 3, (host, i) -> host.with(ERRORS, scrape -> 0));

        assertThat(ChangePoint.of(ERRORS, Aspect.STEP, arms.patched(), arms.controls()))
                .isNull();
    }

    private static Double began(Aspect aspect, IntToDoubleFunction change) {
        SplittableRandom random = new SplittableRandom(1);
        Arms arms = new Fleet(BEFORE, AFTER).arms(6, 12, (host, i) -> {
            double[] noise = IntStream.range(0, BEFORE + AFTER + 1)
                    .mapToDouble(scrape -> random.nextGaussian())
                    .toArray();
            host.with(ERRORS, scrape -> 10 + noise[scrape] + (i < 6 ? change.applyAsDouble(scrape) : 0));
        });
        return ChangePoint.of(ERRORS, aspect, arms.patched(), arms.controls());
    }
}
