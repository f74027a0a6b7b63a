// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.comparison;

import io.patchrisk.model.feature.Feature;
import io.patchrisk.model.risk.RiskModel;
import io.patchrisk.model.training.TrainingRow;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tribuo.Model;
import org.tribuo.classification.Label;
import org.tribuo.classification.xgboost.XGBoostClassificationTrainer;

/**
 * XGBoost by way of Tribuo, with monotone constraints. Tribuo's classifier wants an objective of several classes, and a
 * constraint then binds the margin of each class by itself, of which the log odds are the difference.
 */
record Boosted(long seed) implements Learner {

    private static final int TREES = 100;
    private static final double LEAST = 1e-6;

    @Override
    public String name() {
        return "XGBoost by Tribuo, constraints on each class";
    }

    @Override
    public boolean anyJre() {
        return false;
    }

    /** What both uses of XGBoost share. */
    static Map<String, Object> parameters(long seed) {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("eta", 0.1);
        parameters.put("max_depth", 3);
        parameters.put("min_child_weight", 5);
        parameters.put("subsample", 0.8);
        parameters.put("nthread", 1);
        parameters.put("seed", seed);
        parameters.put("verbosity", 0);
        parameters.put(
                "monotone_constraints",
                Stream.of(Feature.values()).map(feature -> "1").collect(Collectors.joining(",", "(", ")")));
        return parameters;
    }

    static int trees() {
        return TREES;
    }

    @Override
    public Scorer train(List<TrainingRow> rows) {
        Map<String, Object> parameters = parameters(seed);
        parameters.put("objective", "multi:softprob");
        parameters.put("num_class", 2);
        Model<Label> model = new XGBoostClassificationTrainer(TREES, parameters).train(Examples.dataset(rows));
        return features -> {
            Label harmful = Objects.requireNonNull(model.predict(Examples.example(features, false))
                    .getOutputScores()
                    .get(RiskModel.HARMFUL));
            return Examples.logOdds(harmful.getScore(), LEAST);
        };
    }
}
