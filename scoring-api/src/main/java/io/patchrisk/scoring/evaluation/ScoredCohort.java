// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.evaluation;

import io.patchrisk.model.evaluation.Prediction;
import io.patchrisk.model.evaluation.Resampling;
import io.patchrisk.model.policy.Decision;
import io.patchrisk.model.risk.Risk;
import io.patchrisk.model.training.CohortRow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A cohort with what was said of it at each look.
 *
 * @param looks in the order of time, at least one
 * @param kind what it is
 * @param weight how many independent runs it stands for, at most 1
 */
record ScoredCohort(List<Look> looks, Kind kind, double weight) {

    /**
     * One look.
     *
     * @param row what was seen and decided
     * @param risk what the model says of it
     */
    record Look(CohortRow row, Risk risk) {

        /** Probability of harm where so large a share of cohorts does harm. */
        double probability(double prior) {
            double odds = prior / (1 - prior) * risk.likelihoodRatio();
            return odds / (1 + odds);
        }

        boolean says(Decision decision) {
            return row.said().decision().equals(decision.word());
        }
    }

    ScoredCohort {
        looks = List.copyOf(looks);
    }

    Look last() {
        return looks.get(looks.size() - 1);
    }

    /** The look of a name; null where the recordings ended before. */
    @Nullable
    Look at(String name) {
        return looks.stream()
                .filter(look -> look.row().look().equals(name))
                .findFirst()
                .orElse(null);
    }

    /** The look that decided: the first that says stop, which latches, or else the last. */
    Look deciding() {
        return looks.stream()
                .filter(look -> look.says(Decision.STOP))
                .findFirst()
                .orElse(last());
    }

    boolean stops() {
        return deciding().says(Decision.STOP);
    }

    /** Whether it was stopped by so many seconds after the patch. */
    boolean stoppedBy(double seconds) {
        Look look = deciding();
        return look.says(Decision.STOP) && look.row().seconds() <= seconds;
    }

    boolean proceeds() {
        return deciding().says(Decision.PROCEED);
    }

    int patched() {
        return last().row().members().patched().size();
    }

    int controls() {
        return last().row().members().controls().size();
    }

    Prediction prediction(double prior, double times) {
        return new Prediction(last().probability(prior), kind.harmful(), weight * times);
    }

    Resampling.Unit unit() {
        CohortRow row = last().row();
        return new Resampling.Unit(
                row.moduleGroup(), kind.harmful(), row.members().patched());
    }
}
