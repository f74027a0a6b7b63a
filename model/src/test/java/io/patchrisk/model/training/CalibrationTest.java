// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.patchrisk.model.evaluation.Quality;
import io.patchrisk.model.risk.HeldOut;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CalibrationTest {

    /** Log odds drawn from N(±1, 1) are their own log likelihood ratio times two: slope 2, intercept 0. */
    @Test
    void findsTheLineThatMadeTheLogits() {
        SplittableRandom random = new SplittableRandom(1);
        List<HeldOut> runs = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            boolean harmful = i % 2 == 0;
            runs.add(new HeldOut((harmful ? 1 : -1) + random.nextGaussian(), harmful));
        }

        Calibration line = Calibration.fit(runs);

        // The pull towards slope 1 is weak but not nothing.
        assertThat(line.slope()).isEqualTo(2, within(0.45));
        assertThat(line.slope()).isLessThan(2);
        assertThat(line.intercept()).isEqualTo(0, within(0.05));
        assertThat(Quality.calibrationError(line.predictions(runs)).orElseThrow())
                .isLessThan(0.06);
    }

    @Test
    void pullsOverconfidentLogitsTogether() {
        SplittableRandom random = new SplittableRandom(1);
        List<HeldOut> runs = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            boolean harmful = i % 2 == 0;
            runs.add(new HeldOut(10 * ((harmful ? 1 : -1) + random.nextGaussian()), harmful));
        }

        assertThat(Calibration.fit(runs).slope()).isEqualTo(0.2, within(0.05));
    }

    @Test
    void takesOutABiasThatAllLogitsShare() {
        List<HeldOut> runs = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            runs.add(new HeldOut(5 + 0.02 * i, true));
            runs.add(new HeldOut(3 + 0.02 * i, false));
        }

        Calibration line = Calibration.fit(runs);

        assertThat(line.probability(new HeldOut(5.5, true))).isGreaterThan(0.5);
        assertThat(line.probability(new HeldOut(3.5, false))).isLessThan(0.5);
    }

    @Test
    void staysFiniteOnRunsThatAreFarApart() {
        List<HeldOut> runs = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            runs.add(new HeldOut(200 + i, true));
            runs.add(new HeldOut(-200 - i, false));
        }

        Calibration line = Calibration.fit(runs);

        assertThat(line.slope()).isFinite().isPositive();
        assertThat(line.intercept()).isFinite();
    }

    /** Rows that are ordered the wrong way round must not turn the order: the slope stays positive. */
    @Test
    void neverTurnsTheOrderRound() {
        List<HeldOut> runs = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            runs.add(new HeldOut(-2 - 0.1 * i, true));
            runs.add(new HeldOut(2 + 0.1 * i, false));
        }

        Calibration line = Calibration.fit(runs);

        assertThat(line.slope()).isPositive();
        assertThat(line.intercept()).isFinite();
    }
}
