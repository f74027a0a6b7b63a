// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.comparison;

import io.patchrisk.model.risk.RiskModel;
import io.patchrisk.model.training.TrainingRow;
import java.util.List;
import java.util.Objects;
import org.tribuo.Model;
import org.tribuo.classification.Label;
import org.tribuo.classification.dtree.CARTClassificationTrainer;
import org.tribuo.classification.dtree.impurity.GiniIndex;
import org.tribuo.classification.ensemble.VotingCombiner;
import org.tribuo.common.tree.RandomForestTrainer;

/** Tribuo's random forest. Its votes are what it says; it knows no direction of evidence. */
record Forest(int trees, long seed) implements Learner {

    private static final int DEPTH = 8;
    private static final float LEAST_WEIGHT = 5;

    /** About the root of the number of features, as Breiman (2001) advises. */
    private static final float FEATURES = 0.3f;

    @Override
    public String name() {
        return "random forest, " + trees + " trees";
    }

    @Override
    public boolean anyJre() {
        return true;
    }

    @Override
    public Scorer train(List<TrainingRow> rows) {
        CARTClassificationTrainer tree =
                new CARTClassificationTrainer(DEPTH, LEAST_WEIGHT, 0, FEATURES, false, new GiniIndex(), seed);
        Model<Label> model =
                new RandomForestTrainer<>(tree, new VotingCombiner(), trees, seed).train(Examples.dataset(rows));
        return features -> {
            Label harmful = Objects.requireNonNull(model.predict(Examples.example(features, false))
                    .getOutputScores()
                    .get(RiskModel.HARMFUL));
            return Examples.logOdds(harmful.getScore(), 0.5 / (trees + 1));
        };
    }
}
