// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class QualityTest {

    private static Prediction harmful(double probability) {
        return new Prediction(probability, true, 1);
    }

    private static Prediction benign(double probability) {
        return new Prediction(probability, false, 1);
    }

    @Test
    void countsPairsThatAreOrderedRightlyWithTiesAsHalf() {
        assertThat(Quality.auc(List.of(harmful(0.9), benign(0.1)))).hasValue(1);
        assertThat(Quality.auc(List.of(harmful(0.4), benign(0.4)))).hasValue(0.5);
        assertThat(Quality.auc(List.of(harmful(0.4), harmful(0.9), benign(0.5), benign(0))))
                .hasValue(0.75);
    }

    @Test
    void knowsNoAreaWithoutBothClasses() {
        assertThat(Quality.auc(List.of(harmful(0.9)))).isEmpty();
        assertThat(Quality.averagePrecision(List.of(benign(0.9)))).isEmpty();
        assertThat(Quality.brier(List.of())).isEmpty();
    }

    /** The sum over pairs by definition, for weights that differ. */
    @Test
    void weighsPairsByBothTheirWeights() {
        SplittableRandom random = new SplittableRandom(3);
        List<Prediction> all = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            all.add(new Prediction(random.nextInt(10) / 10.0, random.nextBoolean(), random.nextDouble()));
        }
        double right = 0;
        double pairs = 0;
        for (Prediction one : all) {
            for (Prediction other : all) {
                if (one.harmful() && !other.harmful()) {
                    double weight = one.weight() * other.weight();
                    pairs += weight;
                    int order = Double.compare(one.probability(), other.probability());
                    right += weight * (order > 0 ? 1 : order == 0 ? 0.5 : 0);
                }
            }
        }

        assertThat(Quality.auc(all).orElseThrow()).isEqualTo(right / pairs, within(1e-12));
    }

    /** By hand: flagging at 0.9 gives precision 1, at 0.4 two of three. */
    @Test
    void addsUpPrecisionOverTheStepsOfRecall() {
        assertThat(Quality.averagePrecision(List.of(harmful(0.9), benign(0.5), harmful(0.4), benign(0.1)))
                        .orElseThrow())
                .isEqualTo(0.5 * 1 + 0.5 * 2 / 3, within(1e-12));
    }

    @Test
    void scoresKnownProbabilities() {
        List<Prediction> said = List.of(harmful(0.8), benign(0.2));

        assertThat(Quality.brier(said).orElseThrow()).isEqualTo(0.04, within(1e-12));
        assertThat(Quality.logLoss(said).orElseThrow()).isEqualTo(-Math.log(0.8), within(1e-12));
        assertThat(Quality.calibrationError(said).orElseThrow()).isEqualTo(0.2, within(1e-12));
    }

    @Test
    void reweighsClassesToAStatedShare() {
        List<Prediction> rare = Prediction.reweighted(List.of(harmful(0.8), harmful(0.6), benign(0.2)), 0.01);

        assertThat(Prediction.weight(rare, true)).isEqualTo(0.01, within(1e-12));
        assertThat(Prediction.weight(rare, false)).isEqualTo(0.99, within(1e-12));
        assertThat(Quality.brier(rare).orElseThrow())
                .isEqualTo(0.005 * 0.04 + 0.005 * 0.16 + 0.99 * 0.04, within(1e-12));
    }

    @Test
    void drawsACurveFromNothingFlaggedToAllFlagged() {
        List<Curve.Point> points =
                Curve.of(List.of(harmful(0.9), benign(0.5), harmful(0.5))).points();

        assertThat(points)
                .containsExactly(
                        new Curve.Point(1, 0, 0, 1),
                        new Curve.Point(0.9, 0.5, 0, 1),
                        new Curve.Point(0.5, 1, 1, 2 / 3.0));
    }

    /** 0 of 299 is at most 1 %: 0.99^299 = 0.0496. */
    @Test
    void boundsAShareByTheExactBinomial() {
        assertThat(new Share(0, 299).upperBound()).isEqualTo(1 - Math.pow(0.05, 1 / 299.0), within(1e-9));
        assertThat(new Share(0, 299).upperBound()).isLessThan(0.01);
        assertThat(new Share(0, 298).upperBound()).isGreaterThan(0.01);
        assertThat(new Share(0, 0).upperBound()).isEqualTo(1);
        assertThat(new Share(20, 20).lowerBound()).isEqualTo(Math.pow(0.05, 1 / 20.0), within(1e-9));
    }
}
