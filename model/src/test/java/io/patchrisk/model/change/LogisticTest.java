// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LogisticTest {

    @Test
    void findsTheOddsOfATwoByTwoTable() {
        List<Logistic.Row> rows = new ArrayList<>();
        add(rows, 0, 30, 10);
        add(rows, 1, 10, 40);

        Logistic fitted = Logistic.fit(rows, 0);

        assertThat(fitted.intercept()).isCloseTo(Math.log(10 / 30.0), within(1e-6));
        assertThat(fitted.weights()[0]).isCloseTo(Math.log(4) - Math.log(1 / 3.0), within(1e-6));
    }

    private static void add(List<Logistic.Row> rows, double x, int no, int yes) {
        rows.add(new Logistic.Row(new double[] {x}, false, no));
        rows.add(new Logistic.Row(new double[] {x}, true, yes));
    }

    @Test
    void neverWeighsEvidenceAgainstItsSign() {
        Random random = new Random(1);
        List<Logistic.Row> rows = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            double[] x = {random.nextGaussian(), random.nextGaussian()};
            rows.add(new Logistic.Row(x, x[0] - x[1] + random.nextGaussian() > 0, 1));
        }

        Logistic fitted = Logistic.fit(rows, 1);

        assertThat(fitted.weights()[0]).isGreaterThan(0.5);
        assertThat(fitted.weights()[1]).isZero();
    }
}
