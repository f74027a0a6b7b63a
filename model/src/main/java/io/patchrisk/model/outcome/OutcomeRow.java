// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.outcome;

import io.patchrisk.model.feature.FeatureVector;
import io.patchrisk.model.training.TrainingRow;
import java.time.Instant;

/**
 * One rollout whose outcome makes a label: a line of the table that installations exchange. It names no host, no rollout
 * and no person.
 *
 * <p>The features are those of the look at which the service first answered proceed or stop on evidence: what people acted
 * on, and the same look by the same rule for harmful and benign rows, so that neither the outcome nor how long it was
 * watched can leak into them.
 *
 * @param run digest that names the rollout, the same in every export
 * @param patch id of the patch; rows of one patch are never split between training and test
 * @param rule by which its label is known; never one that leaves it unconfirmed
 * @param toldAt when the outcome was told
 * @param decision the decision that was shown at the look of the features
 * @param decidedAt when it was
 * @param patchedHosts hosts that had the patch at that look
 * @param controlHosts hosts they were compared with
 * @param features at that look
 */
public record OutcomeRow(
        String run,
        String patch,
        Rule rule,
        Instant toldAt,
        String decision,
        Instant decidedAt,
        int patchedHosts,
        int controlHosts,
        FeatureVector features) {

    public OutcomeRow {
        if (rule.label() == Label.UNCONFIRMED) {
            throw new IllegalArgumentException("run " + run + " is unconfirmed (" + rule.word() + "), and no row");
        }
    }

    /** Whether the rollout did harm. */
    public boolean harmful() {
        return rule.label() == Label.HARMFUL;
    }

    /** The row as training takes it; what was told is one independent run, held out with its patch. */
    public TrainingRow training() {
        return new TrainingRow("outcome " + run, "patch " + patch, true, harmful(), features);
    }
}
