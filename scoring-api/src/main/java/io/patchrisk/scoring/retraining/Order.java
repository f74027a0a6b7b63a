// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.retraining;

import io.patchrisk.model.outcome.OutcomeRow;
import io.patchrisk.model.risk.RiskModel;
import java.nio.file.Path;
import java.util.List;

/**
 * What a candidate is made of, and what it must hold up against.
 *
 * @param labTable table that {@code dataset build} made: its part train is learned from, its part test is the fixed test
 * @param outcomes rows that outcomes made; they are learned from, and never part of the test
 * @param inUse the model whose place it would take
 * @param margin how much worse its Brier score may be
 * @param seed of training and resampling
 * @param out folder for the candidate, which must not be there yet
 */
public record Order(Path labTable, List<OutcomeRow> outcomes, RiskModel inUse, double margin, long seed, Path out) {

    public Order {
        outcomes = List.copyOf(outcomes);
    }
}
