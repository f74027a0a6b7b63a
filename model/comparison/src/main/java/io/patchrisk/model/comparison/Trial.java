// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.comparison;

import io.patchrisk.model.evaluation.Prediction;
import io.patchrisk.model.feature.Feature;
import io.patchrisk.model.feature.FeatureVector;
import io.patchrisk.model.risk.HeldOut;
import io.patchrisk.model.training.Calibration;
import io.patchrisk.model.training.TrainingRow;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * One learner on all folds.
 *
 * @param learner it
 * @param said calibrated predictions of the headline rows, in their order, each from models that saw nothing of its fold
 * @param reversals how many of {@value #RAISES} rows that were raised in one feature got a lower score
 */
record Trial(Learner learner, List<Prediction> said, int reversals) {

    static final int RAISES = 5_000;

    private record Scored(int fold, HeldOut run) {}

    /** Trains without each fold, scores it, and calibrates each fold by the scores of the others. */
    static Trial of(Learner learner, List<TrainingRow> rows, List<Integer> folds) {
        List<Scored> scored = new ArrayList<>();
        int count = folds.stream().mapToInt(Integer::intValue).max().orElse(0) + 1;
        Learner.Scorer[] scorers = new Learner.Scorer[count];
        for (int fold = 0; fold < count; fold++) {
            scorers[fold] = learner.train(without(rows, folds, fold));
        }
        for (int i = 0; i < rows.size(); i++) {
            TrainingRow row = rows.get(i);
            if (row.headline()) {
                double logOdds = scorers[folds.get(i)].logOdds(row.features());
                scored.add(new Scored(folds.get(i), new HeldOut(logOdds, row.harmful(), row.hidden(), row.weight())));
            }
        }
        return new Trial(learner, calibrated(scored, count), reversals(scorers, rows));
    }

    private static List<TrainingRow> without(List<TrainingRow> rows, List<Integer> folds, int fold) {
        List<TrainingRow> rest = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            if (folds.get(i) != fold) {
                rest.add(rows.get(i));
            }
        }
        return rest;
    }

    private static List<Prediction> calibrated(List<Scored> scored, int count) {
        List<Calibration> lines = new ArrayList<>();
        for (int fold = 0; fold < count; fold++) {
            int out = fold;
            lines.add(Calibration.fit(scored.stream()
                    .filter(one -> one.fold() != out)
                    .map(Scored::run)
                    .toList()));
        }
        return scored.stream()
                .map(one -> new Prediction(
                        lines.get(one.fold()).probability(one.run()),
                        one.run().harmful(),
                        one.run().weight()))
                .toList();
    }

    /** Raises one feature of random rows by a random amount. */
    private static int reversals(Learner.Scorer[] scorers, List<TrainingRow> rows) {
        SplittableRandom random = new SplittableRandom(17);
        int reversals = 0;
        for (int i = 0; i < RAISES; i++) {
            Learner.Scorer scorer = scorers[random.nextInt(scorers.length)];
            FeatureVector low = rows.get(random.nextInt(rows.size())).features();
            Feature[] all = Feature.values();
            Map<Feature, Double> values = new EnumMap<>(low.values());
            values.merge(all[random.nextInt(all.length)], random.nextDouble(), Double::sum);
            FeatureVector high = new FeatureVector(values, low.missing());
            // A float's worth of rounding is no reversal.
            reversals += scorer.logOdds(high) < scorer.logOdds(low) - 1e-5 ? 1 : 0;
        }
        return reversals;
    }
}
