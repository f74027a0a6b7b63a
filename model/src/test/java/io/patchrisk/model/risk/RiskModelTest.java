// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.patchrisk.model.Lab;
import io.patchrisk.model.feature.Feature;
import io.patchrisk.model.feature.FeatureVector;
import io.patchrisk.model.training.Trainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RiskModelTest {

    private static final double PRIOR = 0.01;

    private final RiskModel model = Lab.model();

    @Property(tries = 500)
    void moreEvidenceOfHarmNeverLowersTheRisk(
            @ForAll long seed, @ForAll Feature raised, @ForAll @DoubleRange(min = 0, max = 1) double by) {
        FeatureVector low = random(seed);
        Map<Feature, Double> values = new EnumMap<>(low.values());
        values.merge(raised, by, Double::sum);
        FeatureVector high = new FeatureVector(values);

        assertThat(model.risk(high, PRIOR).probability())
                .isGreaterThanOrEqualTo(model.risk(low, PRIOR).probability());
    }

    @Property(tries = 500)
    void explainsTheLogRatioWhollyByItsContributions(@ForAll long seed) {
        FeatureVector features = random(seed);
        Risk risk = model.risk(features, PRIOR);

        double sum = risk.base()
                + risk.contributions().values().stream()
                        .mapToDouble(Double::doubleValue)
                        .sum();

        double most = Math.log(10_000);
        assertThat(Math.log(risk.likelihoodRatio())).isEqualTo(Math.max(-most, Math.min(most, sum)), within(1e-6));
        assertThat(risk.contributions().values()).allMatch(value -> value >= 0);
    }

    @Property(tries = 500)
    void givesProbabilitiesInsideTheirInterval(
            @ForAll long seed, @ForAll @DoubleRange(min = 0.01, max = 0.99) double prior) {
        Risk risk = model.risk(random(seed), prior);

        assertThat(risk.low()).isBetween(0.0, risk.probability());
        assertThat(risk.high()).isBetween(risk.probability(), 1.0);
    }

    @Test
    void saysLessThanThePriorOfAQuietCohortAndMoreOfABadOne() {
        assertThat(model.risk(Lab.features(0), PRIOR).probability()).isLessThan(PRIOR);
        assertThat(model.risk(Lab.features(1), PRIOR).probability()).isGreaterThan(0.5);
    }

    @Test
    void multipliesPriorOddsByTheRatio() {
        Risk risk = model.risk(Lab.features(0.3), 0.2);

        double odds = 0.25 * risk.likelihoodRatio();
        assertThat(risk.probability()).isEqualTo(odds / (1 + odds), within(1e-12));
    }

    @Test
    void namesTheLargestContributionFirst() {
        Map<Feature, Double> values = new EnumMap<>(Lab.features(0).values());
        Feature only = model.card().features().get(1);
        values.put(only, 1.0);

        assertThat(model.risk(new FeatureVector(values), PRIOR)
                        .contributions()
                        .keySet()
                        .iterator()
                        .next())
                .isEqualTo(only);
    }

    @Test
    void saysTheSameAfterARoundTripThroughProtobuf(@TempDir Path folder) throws IOException {
        Trainer.Trained trained = new Trainer(1).train(Lab.rows(7), "2026-01-01T00:00:00Z");
        ModelCard saved = ModelFile.save(trained.model(), trained.card(), folder);
        RiskModel loaded = ModelFile.load(folder);

        assertThat(loaded.card()).isEqualTo(saved);
        assertThat(saved.id()).isEqualTo(saved.sha256().substring(0, 12));
        for (long seed = 0; seed < 200; seed++) {
            FeatureVector features = random(seed);
            assertThat(loaded.risk(features, PRIOR))
                    .isEqualTo(trained.riskModel().risk(features, PRIOR));
        }
    }

    @Test
    void writesTheSameBytesForTheSameRows(@TempDir Path one, @TempDir Path two) throws IOException {
        Trainer.Trained trained = new Trainer(1).train(Lab.rows(7), "2026-01-01T00:00:00Z");
        ModelFile.save(trained.model(), trained.card(), one);
        ModelFile.save(trained.model(), trained.card(), two);

        assertThat(two.resolve("model.pb")).hasSameBinaryContentAs(one.resolve("model.pb"));
        assertThat(two.resolve("model.card")).hasSameBinaryContentAs(one.resolve("model.card"));
    }

    @Test
    void refusesAModelThatIsNotItsCards(@TempDir Path folder) throws IOException {
        Trainer.Trained trained = new Trainer(1).train(Lab.rows(7), "2026-01-01T00:00:00Z");
        ModelFile.save(trained.model(), trained.card(), folder);
        byte[] bytes = Files.readAllBytes(folder.resolve("model.pb"));
        bytes[bytes.length / 2] ^= 1;
        Files.write(folder.resolve("model.pb"), bytes);

        assertThatThrownBy(() -> ModelFile.load(folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("SHA-256")
                .hasMessageContaining(folder.toString());
    }

    @Test
    void refusesAModelOfAnotherFeatureVersion() {
        String card = Lab.model().card().text().replace("feature_version=" + Feature.VERSION, "feature_version=0");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModelCard.parse(card))
                .withMessageContaining("feature_version 0, this program needs " + Feature.VERSION);
    }

    @Test
    void saysWhatIsWrongWithACard() {
        String card = Lab.model().card().text();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModelCard.parse(card.replaceFirst("brier=.*\n", "")))
                .withMessage("model card has no brier");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModelCard.parse(card.replaceFirst("auc=.*\n", "auc=good\n")))
                .withMessage("model card has auc with 'good', not a number");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> ModelCard.parse(card.replaceFirst("calibration_slope=.*\n", "calibration_slope=-1\n")))
                .withMessageContaining("slope");
    }

    @Test
    void readsTheCardItWrote() {
        ModelCard card = Lab.model().card();
        ModelCard bare = new ModelCard("i", "t", "s", "x", List.of(), 1, 0, List.of(), 0, 0, 0.5, TrainedRange.UNKNOWN);

        assertThat(ModelCard.parse(card.text())).isEqualTo(card);
        assertThat(ModelCard.parse(bare.text())).isEqualTo(bare);
    }

    @Test
    void answersManyThreadsAtOnceAsItAnswersOne() {
        List<Risk> alone = IntStream.range(0, 500)
                .mapToObj(i -> model.risk(random(i), PRIOR))
                .toList();

        List<Risk> together = IntStream.range(0, 500)
                .parallel()
                .mapToObj(i -> model.risk(random(i), PRIOR))
                .toList();

        assertThat(together).isEqualTo(alone);
    }

    private static FeatureVector random(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Map<Feature, Double> values = new EnumMap<>(Feature.class);
        for (Feature feature : Feature.values()) {
            values.put(feature, random.nextInt(3) == 0 ? random.nextDouble() : 0);
        }
        return new FeatureVector(values);
    }
}
