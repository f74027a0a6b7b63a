// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.retraining;

import io.patchrisk.model.candidate.Comparison;
import io.patchrisk.model.outcome.OutcomeRow;
import io.patchrisk.model.risk.RiskModel;
import io.patchrisk.scoring.desk.CandidateEnd;
import io.patchrisk.scoring.desk.CandidateState;
import io.patchrisk.scoring.rollout.CandidateTraining;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Candidates of a running service: each in a folder of its own, none of them put to use. */
public final class ServiceTraining implements CandidateTraining {

    private static final long SEED = 1;

    private final Path labTable;
    private final Path candidates;
    private final RiskModel inUse;
    private final InstantSource clock;

    /**
     * @param labTable table with the fixed lab test
     * @param candidates folder in which each candidate gets one of its own
     */
    public ServiceTraining(Path labTable, Path candidates, RiskModel inUse, InstantSource clock) {
        this.labTable = labTable;
        this.candidates = candidates;
        this.inUse = inUse;
        this.clock = clock;
    }

    @Override
    public CandidateEnd train(String id, List<OutcomeRow> rows, BooleanSupplier cancelled) throws IOException {
        Path out = candidates.resolve(id);
        Order order = new Order(labTable, rows, inUse, Comparison.MARGIN, SEED, out);
        Ending ending = new Retraining(order, cancelled)
                .run(clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
        if (ending instanceof Ending.Written written) {
            return new CandidateEnd(
                    CandidateState.WRITTEN,
                    Figures.text(written.comparison()) + "; to use it, set model.path to its folder and restart",
                    written.learned().outcomes(),
                    written.comparison(),
                    written.card().id(),
                    out.toAbsolutePath().toString());
        }
        if (ending instanceof Ending.Refused refused) {
            return new CandidateEnd(
                    CandidateState.REFUSED,
                    Figures.text(refused.comparison()),
                    refused.learned().outcomes(),
                    refused.comparison(),
                    null,
                    null);
        }
        return CandidateEnd.of(CandidateState.CANCELLED, "nothing was written");
    }
}
