// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.training;

import io.patchrisk.model.feature.FeatureVector;

/**
 * One labelled cohort.
 *
 * @param run the independent run it stems from: rows of one run are never split between training and test
 * @param group what must not leak: the patch, with everything that shares its fault
 * @param headline whether this is the row by which its run is evaluated; the others only train
 * @param harmful whether the patch was built to harm
 * @param features of the cohort
 * @param hidden whether it is harm that cannot be seen: too small a dose, or too few hosts
 * @param weight how many independent runs it stands for where it is the headline, at most 1
 */
public record TrainingRow(
        String run,
        String group,
        boolean headline,
        boolean harmful,
        FeatureVector features,
        boolean hidden,
        double weight) {

    /** A row that shares its runs with no other headline, and whose harm, if any, can be seen. */
    public TrainingRow(String run, String group, boolean headline, boolean harmful, FeatureVector features) {
        this(run, group, headline, harmful, features, false, 1);
    }
}
