// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.rollout;

import io.patchrisk.model.outcome.OutcomeRow;
import io.patchrisk.scoring.desk.CandidateEnd;
import java.io.IOException;
import java.util.List;
import java.util.function.BooleanSupplier;

/** How candidates are trained; it takes a while and blocks its thread. */
public interface CandidateTraining {

    /**
     * Trains one, measures it, and writes it or refuses it.
     *
     * @param id its name
     * @param rows outcomes to learn from besides the lab's
     * @param cancelled asked between two steps
     */
    CandidateEnd train(String id, List<OutcomeRow> rows, BooleanSupplier cancelled) throws IOException;
}
