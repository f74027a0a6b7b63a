// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ResamplingTest {

    private static Estimate mean(List<Resampling.Unit> units, double[] values) {
        Estimate estimate = new Resampling(units, 1).estimate(values.length, weights -> {
            double sum = 0;
            double all = 0;
            for (int i = 0; i < values.length; i++) {
                sum += weights[i] * values[i];
                all += weights[i];
            }
            return all == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / all);
        });
        assertThat(estimate).isNotNull();
        return estimate;
    }

    private static double width(Estimate estimate) {
        assertThat(estimate.interval()).isNotNull();
        return estimate.interval().high() - estimate.interval().low();
    }

    /** A mean of 100 independent N(0, 1) has a 95 % interval of 2 × 1.96 / 10. */
    @Test
    void findsTheWidthOfAMeanOfIndependentModules() {
        SplittableRandom random = new SplittableRandom(1);
        List<Resampling.Unit> units = new ArrayList<>();
        double[] values = new double[100];
        for (int i = 0; i < values.length; i++) {
            units.add(new Resampling.Unit("m" + i, true, List.of("r" + i)));
            values[i] = random.nextGaussian();
        }

        assertThat(width(mean(units, values))).isEqualTo(0.392, within(0.08));
    }

    /** The same hundred values, each there ten times: a bootstrap over cohorts would be three times too narrow. */
    @Test
    void isNotFooledByCohortsThatShareTheirRuns() {
        SplittableRandom random = new SplittableRandom(1);
        List<Resampling.Unit> units = new ArrayList<>();
        double[] values = new double[1_000];
        for (int i = 0; i < 100; i++) {
            double value = random.nextGaussian();
            for (int copy = 0; copy < 10; copy++) {
                units.add(new Resampling.Unit("m" + i, true, List.of("r" + i)));
                values[10 * i + copy] = value;
            }
        }

        assertThat(width(mean(units, values))).isEqualTo(0.392, within(0.08));
    }

    @Test
    void drawsRunsWithinAModule() {
        List<Resampling.Unit> units = new ArrayList<>();
        double[] values = new double[20];
        for (int i = 0; i < values.length; i++) {
            units.add(new Resampling.Unit("one", true, List.of("r" + i)));
            values[i] = i % 2;
        }

        assertThat(width(mean(units, values))).isEqualTo(2 * 1.96 * Math.sqrt(0.25 / 20), within(0.1));
    }

    @Test
    void keepsEveryReplicateOfBothClasses() {
        List<Resampling.Unit> units = List.of(
                new Resampling.Unit("bad", true, List.of("a")), new Resampling.Unit("good", false, List.of("b")));

        Estimate difference =
                new Resampling(units, 1).estimate(2, weights -> OptionalDouble.of(weights[0] - weights[1]));

        assertThat(difference).isEqualTo(new Estimate(0, new Estimate.Interval(0, 0)));
    }

    @Test
    void givesNoFigureThatIsNotThereAndNoIntervalWhereMostReplicatesLackIt() {
        List<Resampling.Unit> units = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            units.add(new Resampling.Unit("m" + i, true, List.of("r" + i)));
        }
        Resampling resampling = new Resampling(units, 1);

        assertThat(resampling.estimate(40, weights -> OptionalDouble.empty())).isNull();
        assertThat(resampling.estimate(
                        40,
                        weights -> weights[0] == 1 && weights[1] == 1 ? OptionalDouble.of(7) : OptionalDouble.empty()))
                .isEqualTo(new Estimate(7, null));
    }
}
