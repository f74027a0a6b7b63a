// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChangeModelTest {

    private static ChangeModel model(double weight) {
        double[] weights = new double[Clue.words().size()];
        Arrays.fill(weights, weight);
        return new ChangeModel(0.25, new Logistic(-3, weights));
    }

    @Test
    void readsWhatItWrote() {
        String text = model(0.7).text();

        assertThat(ChangeModel.parse(text).text()).isEqualTo(text).contains("prior=0.250000\n");
    }

    @ParameterizedTest
    @CsvSource({
        "level_from_2.0=0.700000, level_from_2.0=-0.1, more evidence would lower",
        "clue_version=1, clue_version=99, train it again",
        "prior=0.250000, prior=1, not between 0 and 1",
        "intercept=-3.000000, intercept=x, not a number",
        "intercept=-3.000000, intercept=NaN, not finite",
        "intercept=-3.000000, , no intercept"
    })
    void refusesWhatIsNoModelOfOurs(String line, String instead, String why) {
        String text = model(0.7).text().replace(line, instead == null ? "" : instead);

        assertThatThrownBy(() -> ChangeModel.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }

    @Test
    void saysThePriorWhereNothingCouldBeCompared() {
        ChangeEvidence nothing = ChangeEvidence.of(new Change(List.of(), List.of()));

        assertThat(model(1).probability(nothing)).isEqualTo(0.25);
    }

    @Test
    void moreOfAHarmNeverLowersTheProbability() {
        ChangeModel model = model(1);
        double last = 0;
        for (double size : new double[] {1, 2, 4, 8, 100}) {
            double now = model.probability(ChangeEvidence.of(new Fleet(3).change(3, 8, i -> size)));
            assertThat(now).as("a step of %s deviations", size).isGreaterThanOrEqualTo(last);
            last = now;
        }
        assertThat(last).isGreaterThan(0.9);
    }
}
