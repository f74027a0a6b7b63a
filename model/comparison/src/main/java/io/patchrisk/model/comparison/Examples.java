// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.comparison;

import io.patchrisk.model.feature.Feature;
import io.patchrisk.model.feature.FeatureVector;
import io.patchrisk.model.risk.RiskModel;
import io.patchrisk.model.training.Trainer;
import io.patchrisk.model.training.TrainingRow;
import java.util.List;
import java.util.stream.Stream;
import org.tribuo.Example;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/** Training rows as Tribuo wants them. A missing feature is left out. */
final class Examples {

    private static final LabelFactory LABELS = new LabelFactory();

    private Examples() {}

    static MutableDataset<Label> dataset(List<TrainingRow> rows) {
        MutableDataset<Label> dataset =
                new MutableDataset<>(new SimpleDataSourceProvenance("patchrisk training rows", LABELS), LABELS);
        List<Float> weights = Trainer.weights(rows);
        for (int i = 0; i < rows.size(); i++) {
            TrainingRow row = rows.get(i);
            Example<Label> example = example(row.features(), row.harmful());
            example.setWeight(weights.get(i));
            dataset.add(example);
        }
        return dataset;
    }

    static Example<Label> example(FeatureVector features, boolean harmful) {
        List<Feature> measured = Stream.of(Feature.values())
                .filter(feature -> !features.isMissing(feature))
                .toList();
        return new ArrayExample<>(
                new Label(harmful ? RiskModel.HARMFUL : RiskModel.BENIGN),
                measured.stream().map(Feature::word).toArray(String[]::new),
                measured.stream().mapToDouble(features::get).toArray());
    }

    /** Log odds of a probability, with that of a class never below {@code least}. */
    static double logOdds(double probability, double least) {
        double cut = Math.max(least, Math.min(1 - least, probability));
        return StrictMath.log(cut / (1 - cut));
    }
}
