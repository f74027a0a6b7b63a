// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.retraining;

import io.patchrisk.model.candidate.Comparison;
import io.patchrisk.model.risk.ModelCard;

/** How a retraining ended. */
public sealed interface Ending {

    /**
     * The candidate is not worse, and lies in its folder. Nobody uses it until a person says so.
     *
     * @param card its card
     */
    record Written(ModelCard card, Comparison comparison, Learned learned) implements Ending {}

    /** The candidate could not be shown to be no worse; nothing was written. */
    record Refused(Comparison comparison, Learned learned) implements Ending {}

    /** Somebody ended it before it was through; nothing was written. */
    record Cancelled() implements Ending {}

    /**
     * What it learned from.
     *
     * @param labRows lines of the lab table
     * @param outcomes rows that outcomes made
     */
    record Learned(int labRows, int outcomes) {}
}
