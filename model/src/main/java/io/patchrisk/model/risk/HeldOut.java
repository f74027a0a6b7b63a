// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.risk;

/**
 * What a model that never saw a run, nor anything of its group, said of it.
 *
 * @param logOdds uncalibrated
 * @param harmful what the run was
 * @param weight how many independent runs it stands for, at most 1: cohorts that share their runs share the weight
 */
public record HeldOut(double logOdds, boolean harmful, double weight) {

    public HeldOut {
        if (!(weight > 0 && weight <= 1)) {
            throw new IllegalArgumentException("weight must be above 0 and at most 1, is " + weight);
        }
    }

    /** A run of its own. */
    public HeldOut(double logOdds, boolean harmful) {
        this(logOdds, harmful, 1);
    }

    /** One word of a card: class, log odds and weight. */
    String text() {
        return (harmful ? RiskModel.HARMFUL : RiskModel.BENIGN) + ":" + ModelCard.text(logOdds) + ":"
                + ModelCard.text(weight);
    }

    static HeldOut parse(String text) {
        String[] parts = text.split(":", -1);
        if (parts.length != 3 || !(parts[0].equals(RiskModel.HARMFUL) || parts[0].equals(RiskModel.BENIGN))) {
            throw new IllegalArgumentException(
                    "model card has held_out with '" + text + "', not class:log odds:weight");
        }
        return new HeldOut(
                ModelCard.number("held_out", parts[1]),
                parts[0].equals(RiskModel.HARMFUL),
                ModelCard.number("held_out", parts[2]));
    }
}
