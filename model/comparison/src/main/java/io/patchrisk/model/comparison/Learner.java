// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.comparison;

import io.patchrisk.model.feature.FeatureVector;
import io.patchrisk.model.training.TrainingRow;
import java.util.List;

/** A way to learn from labelled cohorts. */
interface Learner {

    String name();

    /** Whether it runs wherever a JRE does, without native code. */
    boolean anyJre();

    Scorer train(List<TrainingRow> rows);

    /** What was learned. */
    interface Scorer {

        /** Uncalibrated log odds of harm. */
        double logOdds(FeatureVector features);
    }
}
