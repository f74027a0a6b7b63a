// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.risk;

import java.util.List;

/**
 * What a model that never saw a run, nor anything of its group, said of it.
 *
 * @param logOdds uncalibrated
 * @param harmful what the run was
 * @param hidden whether it was harm that could not be seen: too small a dose, or too few hosts
 * @param weight how many independent runs it stands for, at most 1: cohorts that share their runs share the weight
 */
public record HeldOut(double logOdds, boolean harmful, boolean hidden, double weight) {

    private static final String HIDDEN = "hidden";

    public HeldOut {
        if (!(weight > 0 && weight <= 1)) {
            throw new IllegalArgumentException("weight must be above 0 and at most 1, is " + weight);
        }
    }

    /** A run of its own, whose harm, if any, can be seen. */
    public HeldOut(double logOdds, boolean harmful) {
        this(logOdds, harmful, false, 1);
    }

    private String word() {
        return !harmful ? RiskModel.BENIGN : hidden ? HIDDEN : RiskModel.HARMFUL;
    }

    /** One word of a card: class, log odds and weight. */
    String text() {
        return word() + ":" + ModelCard.text(logOdds) + ":" + ModelCard.text(weight);
    }

    static HeldOut parse(String text) {
        String[] parts = text.split(":", -1);
        boolean known = List.of(RiskModel.HARMFUL, RiskModel.BENIGN, HIDDEN).contains(parts[0]);
        if (parts.length != 3 || !known) {
            throw new IllegalArgumentException(
                    "model card has held_out with '" + text + "', not class:log odds:weight");
        }
        return new HeldOut(
                ModelCard.number("held_out", parts[1]),
                !parts[0].equals(RiskModel.BENIGN),
                parts[0].equals(HIDDEN),
                ModelCard.number("held_out", parts[2]));
    }
}
