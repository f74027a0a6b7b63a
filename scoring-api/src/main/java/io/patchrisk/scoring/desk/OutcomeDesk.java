// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.desk;

import io.patchrisk.model.outcome.OutcomeImport;
import io.patchrisk.model.outcome.OutcomeRow;
import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where it is told what became of rollouts; its methods keep what {@link Desk} promises. */
public interface OutcomeDesk {

    /**
     * Takes what became of a rollout, and stores beside it what the service showed; the same key with the same content is the
     * same outcome ({@code created} is false).
     */
    Future<Declared<OutcomeView>> tell(RolloutId rollout, OutcomeReport outcome, @Nullable String idempotencyKey);

    /** All that was told of a rollout. */
    Future<OutcomesView> told(RolloutId rollout);

    /** A row for every rollout whose outcome makes a label, and those that were imported, in order of run. */
    Future<List<OutcomeRow>> rows();

    /** Takes rows of another installation; those that are known are passed over. */
    Future<ImportReceipt> take(OutcomeImport.Result read, String by);
}
