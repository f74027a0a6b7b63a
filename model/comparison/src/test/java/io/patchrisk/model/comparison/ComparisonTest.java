// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchrisk.model.feature.Feature;
import io.patchrisk.model.feature.FeatureVector;
import io.patchrisk.model.training.CohortRow;
import io.patchrisk.model.training.Part;
import io.patchrisk.model.training.Treatment;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ComparisonTest {

    /** Simulated: two modules of each of six fault families, twelve benign modules; harm shows in two features at once. */
    private static List<CohortRow> rows() {
        SplittableRandom random = new SplittableRandom(3);
        List<CohortRow> rows = new ArrayList<>();
        for (int module = 0; module < 24; module++) {
            boolean harmful = module < 12;
            Treatment treatment = new Treatment(
                    harmful ? "harmful" : "benign", "m" + module, "f", harmful ? "family" + module / 2 : null, null);
            for (int run = 0; run < 6; run++) {
                rows.add(row("c" + rows.size(), treatment, "m" + module + "." + run, features(random, harmful)));
            }
        }
        return rows;
    }

    private static FeatureVector features(SplittableRandom random, boolean harmful) {
        Map<Feature, Double> values = new EnumMap<>(Feature.class);
        for (Feature feature : Feature.values()) {
            values.put(feature, random.nextDouble(0, 0.3));
        }
        Feature[] all = Feature.values();
        boolean first = harmful || random.nextBoolean();
        boolean second = harmful || !first;
        values.put(all[2], first ? random.nextDouble(0.4, 1) : 0.1);
        values.put(all[4], second ? random.nextDouble(0.4, 1) : 0.1);
        return new FeatureVector(values);
    }

    private static CohortRow row(String id, Treatment treatment, String run, FeatureVector features) {
        return new CohortRow(
                id,
                Part.TRAIN,
                treatment,
                null,
                new CohortRow.Members("6.1", "", "w1", "wave", List.of(run), List.of("x", "y")),
                CohortRow.LAST,
                60,
                new CohortRow.Compared(10, 1, 2, 5, 0.01, true, null),
                new CohortRow.Said("hold", "soaking", CohortRow.Said.RULES_AND_JUDGE),
                features);
    }

    @Test
    void holdsAModuleAndAFamilyOutAsAWhole() {
        List<CohortRow> rows = rows();
        List<Integer> folds = Folds.of(rows, 5);

        Map<String, Integer> seen = new HashMap<>();
        for (int i = 0; i < rows.size(); i++) {
            Integer module = seen.putIfAbsent(rows.get(i).moduleGroup(), folds.get(i));
            Integer family = seen.putIfAbsent(rows.get(i).familyGroup(), folds.get(i));
            assertThat(module == null || module.equals(folds.get(i))).isTrue();
            assertThat(family == null || family.equals(folds.get(i))).isTrue();
        }
        for (int fold = 0; fold < 5; fold++) {
            int of = fold;
            assertThat(folds).contains(of);
        }
    }

    @Test
    void comparesLearnersByTheSameFoldsAndPicksOneThatMayBeShipped() {
        String text = new Comparison(rows()).markdown(List.of(new Logistic(1), Additive.ramps(1), new Forest(20, 1)));

        assertThat(text)
                .contains("| logistic regression, positive weights (shipped) |")
                .contains("| random forest, 20 trees |")
                .contains("To be shipped")
                .doesNotContain(
                        "To be shipped (least Brier score of those that are monotone and run on any JRE): random");
        assertThat(new Comparison(rows()).markdown(List.of(new Logistic(1), Additive.ramps(1), new Forest(20, 1))))
                .isEqualTo(text);
    }

    @Test
    void linearLearnersNeverLowerTheScoreForMoreEvidence() {
        List<CohortRow> rows = rows();
        List<Integer> folds = Folds.of(rows, 3);
        var training = io.patchrisk.model.training.CohortCsv.training(rows);

        assertThat(Trial.of(new Logistic(1), training, folds).reversals()).isZero();
        assertThat(Trial.of(Additive.pairs(1), training, folds).reversals()).isZero();
        assertThat(Trial.of(Additive.ramps(1), training, folds).reversals()).isZero();
    }
}
