// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.patchrisk.model.Lab;
import io.patchrisk.model.feature.Feature;
import io.patchrisk.model.feature.FeatureVector;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TrainerTest {

    private static final String WHEN = "2026-01-01T00:00:00Z";

    /** Were a group's own labels seen when its runs are predicted, turning them round would change the prediction. */
    @Test
    void predictsAGroupWithoutEverSeeingItsLabels() {
        List<TrainingRow> rows = Lab.rows(3);
        Trainer.Trained trained = new Trainer(1).train(rows, WHEN);
        for (String group : List.of("group 1", "group 4")) {
            List<TrainingRow> turned = rows.stream()
                    .map(row -> row.group().equals(group)
                            ? new TrainingRow(row.run(), group, row.headline(), !row.harmful(), row.features())
                            : row)
                    .toList();

            Trainer.Trained other = new Trainer(1).train(turned, WHEN);

            rows.stream()
                    .filter(row -> row.group().equals(group))
                    .forEach(row -> assertThat(other.said().get(row.run()))
                            .isEqualTo(trained.said().get(row.run())));
        }
    }

    /** Every group marks its label in a feature of its own that means the opposite elsewhere: a leak would score 1. */
    @Test
    void cannotBeFlatteredByWhatOnlyItsOwnGroupWouldTell() {
        SplittableRandom random = new SplittableRandom(5);
        List<TrainingRow> rows = new ArrayList<>();
        for (int group = 0; group < 11; group++) {
            for (int run = 0; run < 8; run++) {
                Map<Feature, Double> values = new EnumMap<>(Feature.class);
                for (Feature feature : Feature.values()) {
                    values.put(feature, random.nextDouble(0, 0.05));
                }
                boolean harmful = run % 2 == 0;
                values.put(Feature.values()[group], harmful ? 1.0 : 0.0);
                for (int other = 0; other < 11; other++) {
                    if (other != group) {
                        values.put(Feature.values()[other], random.nextDouble());
                    }
                }
                rows.add(
                        new TrainingRow(group + "." + run, "group " + group, true, harmful, new FeatureVector(values)));
            }
        }

        assertThat(new Trainer(1).train(rows, WHEN).card().auc()).isBetween(0.3, 0.7);
    }

    @Test
    void learnsWhatGroupsHaveInCommon() {
        assertThat(new Trainer(1).train(Lab.rows(3), WHEN).card().auc()).isGreaterThan(0.6);
    }

    @Test
    void keepsPositiveWeightsOnlyEvenWhereHarmLooksQuiet() {
        List<TrainingRow> rows = Lab.rows(3).stream()
                .map(row -> {
                    Map<Feature, Double> values = new EnumMap<>(row.features().values());
                    values.put(Feature.LOST, row.harmful() ? 0.0 : 1.0);
                    return new TrainingRow(row.run(), row.group(), true, row.harmful(), new FeatureVector(values));
                })
                .toList();

        Trainer.Trained trained = new Trainer(1).train(rows, WHEN);

        assertThat(trained.card().features()).isNotEmpty().doesNotContain(Feature.LOST);
    }

    @Test
    void leavesOutFeaturesThatWereNeverSeen() {
        List<TrainingRow> rows = Lab.rows(3).stream()
                .map(row -> {
                    Map<Feature, Double> values = new EnumMap<>(row.features().values());
                    values.put(Feature.SILENT, 0.0);
                    return new TrainingRow(row.run(), row.group(), true, row.harmful(), new FeatureVector(values));
                })
                .toList();

        assertThat(new Trainer(1).train(rows, WHEN).card().features()).doesNotContain(Feature.SILENT);
    }

    @Test
    void givesTheSameModelForTheSameRowsAndSeed() {
        Trainer.Trained one = new Trainer(1).train(Lab.rows(3), WHEN);
        Trainer.Trained two = new Trainer(1).train(Lab.rows(3), WHEN);

        assertThat(two.card()).isEqualTo(one.card());
        assertThat(two.riskModel().risk(Lab.features(0.4), 0.01))
                .isEqualTo(one.riskModel().risk(Lab.features(0.4), 0.01));
    }

    @Test
    void evaluatesARunByItsHeadlineOnly() {
        List<TrainingRow> rows = new ArrayList<>(Lab.rows(3));
        TrainingRow first = rows.get(0);
        rows.add(new TrainingRow(first.run(), first.group(), false, first.harmful(), Lab.features(0.9)));

        assertThat(new Trainer(1).train(rows, WHEN).card().heldOut())
                .hasSize(Lab.rows(3).size());
    }

    @Test
    void refusesToLearnFromOneClass() {
        List<TrainingRow> benign =
                Lab.rows(3).stream().filter(row -> !row.harmful()).toList();

        assertThatIllegalArgumentException().isThrownBy(() -> new Trainer(1).train(benign, WHEN));
    }
}
