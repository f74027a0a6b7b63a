// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.desk;

import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where models are trained that may take the place of the one in use; its methods keep what {@link Desk} promises. */
public interface CandidateDesk {

    /**
     * Begins to train a candidate on the lab table and all outcome rows; a conflict while another one is being trained. It is
     * never put to use by itself.
     */
    Future<Declared<CandidateView>> train(CandidateRequest request, @Nullable String idempotencyKey);

    /** All candidates, the newest first. */
    Future<List<CandidateView>> all();

    Future<CandidateView> find(String id);

    /** Asks a candidate that is being trained to end; it does so at its next step, and nothing is written. */
    Future<CandidateView> cancel(String id, CandidateRequest request);
}
