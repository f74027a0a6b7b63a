// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.patchrisk.model.Lab;
import io.patchrisk.model.feature.Feature;
import io.patchrisk.model.feature.FeatureVector;
import io.patchrisk.model.risk.OutOfRange.How;
import io.patchrisk.model.training.Trainer;
import io.patchrisk.model.training.TrainingRow;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RangeCheckTest {

    private static final Feature FIRST = Feature.values()[0];
    private static final Feature LAST = Feature.values()[Feature.values().length - 1];

    /** Benign rows are quiet in all features, harmful ones loud in all; the last feature is never above 0.3. */
    private static List<TrainingRow> rows(Set<Feature> missing) {
        SplittableRandom random = new SplittableRandom(4);
        List<TrainingRow> rows = new ArrayList<>();
        for (int run = 0; run < 80; run++) {
            boolean harmful = run % 2 == 0;
            Map<Feature, Double> values = new EnumMap<>(Feature.class);
            for (Feature feature : Feature.values()) {
                values.put(feature, (harmful ? 0.6 : 0) + random.nextDouble(0, 0.3));
            }
            values.put(LAST, random.nextDouble(0, 0.3));
            Set<Feature> without = run % 8 < 2 ? missing : Set.of();
            rows.add(new TrainingRow(
                    "run " + run, "group " + run % 10, true, harmful, new FeatureVector(values, without)));
        }
        return rows;
    }

    /** Only the first feature tells harmful from benign, where it is measured at all. */
    private static RiskModel oneTells() {
        List<TrainingRow> rows = rows(Set.of(FIRST)).stream()
                .map(row -> {
                    Map<Feature, Double> values = new EnumMap<>(Feature.class);
                    row.features()
                            .values()
                            .forEach((feature, value) -> values.put(feature, feature == FIRST ? value : value % 0.3));
                    return new TrainingRow(
                            row.run(),
                            row.group(),
                            true,
                            row.harmful(),
                            new FeatureVector(values, row.features().missing()));
                })
                .toList();
        return new Trainer(1).train(rows, "2026-01-01T00:00:00Z").riskModel();
    }

    private static RiskModel model(Set<Feature> missing) {
        return new Trainer(1).train(rows(missing), "2026-01-01T00:00:00Z").riskModel();
    }

    private static List<OutOfRange> of(FeatureVector features) {
        return model(Set.of()).risk(features, 0.01).outOfRange();
    }

    private static FeatureVector with(double all, Feature feature, double value) {
        Map<Feature, Double> values = new EnumMap<>(Lab.features(all).values());
        values.put(feature, value);
        return new FeatureVector(values);
    }

    @Test
    void takesEveryTrainingRowAsKnown() {
        RiskModel model = model(Set.of());
        long outside = rows(Set.of()).stream()
                .filter(row -> !model.risk(row.features(), 0.01).outOfRange().isEmpty())
                .count();

        assertThat(outside).isZero();
    }

    @Test
    void namesTheFeatureThatIsBeyondWhatTrainingSaw() {
        List<OutOfRange> respects = of(with(0.15, LAST, 0.8));

        assertThat(respects).singleElement().satisfies(one -> {
            assertThat(one.how()).isEqualTo(How.ABOVE);
            assertThat(one.feature()).isEqualTo(LAST);
            assertThat(one.value()).isEqualTo(0.8);
            assertThat(one.bound()).isBetween(0.25, 0.3);
        });
    }

    @Test
    void toleratesATwentiethBeyondIt() {
        assertThat(of(with(0.15, LAST, 0.33))).isEmpty();
    }

    @Test
    void noticesACombinationThatTrainingNeverSaw() {
        Map<Feature, Double> values = new EnumMap<>(Lab.features(0.15).values());
        for (int i = 0; i < Feature.values().length - 1; i += 2) {
            values.put(Feature.values()[i], 0.75);
        }

        assertThat(of(new FeatureVector(values)))
                .singleElement()
                .satisfies(one -> assertThat(one.how()).isEqualTo(How.APART));
    }

    @Test
    void noticesWhatCouldNotBeMeasuredUnlessTrainingKnewThat() {
        FeatureVector without = new FeatureVector(Lab.features(0.15).values(), Set.of(FIRST));

        assertThat(of(without)).singleElement().satisfies(one -> {
            assertThat(one.how()).isEqualTo(How.MISSING);
            assertThat(one.feature()).isEqualTo(FIRST);
        });
        assertThat(model(Set.of(FIRST)).risk(without, 0.01).outOfRange()).isEmpty();
    }

    /** Nothing measured is not nothing found: the missing feature counts for more than a measured zero, and for less than a one. */
    @Test
    void letsWhatIsMissingNeitherAcquitNorConvict() {
        RiskModel model = oneTells();
        FeatureVector without = new FeatureVector(Lab.features(0.15).values(), Set.of(FIRST));

        double missing = model.logOdds(without);

        assertThat(missing).isGreaterThan(model.logOdds(with(0.15, FIRST, 0)) + 0.1);
        assertThat(missing).isLessThan(model.logOdds(with(0.15, FIRST, 1)) - 0.1);
    }

    @Test
    void explainsAScoreWithWhatIsMissingAsWhollyAsAnyOther() {
        RiskModel model = oneTells();
        Risk risk = model.risk(new FeatureVector(Lab.features(0.4).values(), Set.of(FIRST)), 0.01);

        double sum = risk.base()
                + risk.contributions().values().stream()
                        .mapToDouble(Double::doubleValue)
                        .sum();
        assertThat(risk.contributions()).containsKey(FIRST);
        assertThat(Math.log(risk.likelihoodRatio())).isEqualTo(sum, within(1e-6));
    }

    @Test
    void keepsTheRangeInItsCard() {
        ModelCard card = model(Set.of(FIRST)).card();

        assertThat(card.range().examples()).hasSizeBetween(10, 64);
        assertThat(card.range().spans().get(FIRST).missing()).isEqualTo(0.25);
        assertThat(ModelCard.parse(card.text())).isEqualTo(card);
    }
}
