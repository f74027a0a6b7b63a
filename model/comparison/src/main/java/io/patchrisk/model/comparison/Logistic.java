// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.comparison;

import io.patchrisk.model.training.Trainer;
import io.patchrisk.model.training.TrainingRow;
import java.util.List;

/** The shipped learner: logistic regression with positive weights. */
record Logistic(long seed) implements Learner {

    @Override
    public String name() {
        return "logistic regression, positive weights (shipped)";
    }

    @Override
    public boolean anyJre() {
        return true;
    }

    @Override
    public Scorer train(List<TrainingRow> rows) {
        return new Trainer(seed).uncalibrated(rows)::logOdds;
    }
}
