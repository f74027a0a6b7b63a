// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.rollout;

import io.patchrisk.scoring.store.Appended;
import io.patchrisk.scoring.store.FactStore;
import io.patchrisk.scoring.store.NewFact;
import io.patchrisk.scoring.store.Pruned;
import io.patchrisk.scoring.store.StoreState;
import io.patchrisk.scoring.store.StoredFact;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;

/** A store that has no room left. */
final class FullStore implements FactStore {

    @Override
    public Future<Appended> append(List<NewFact> facts) {
        return Future.succeededFuture(new Appended.Refused(
                Appended.Refusal.DISK_BUDGET, facts.size() + " facts: the disk budget is used up"));
    }

    @Override
    public Future<List<StoredFact>> readAfter(long seq, int limit) {
        return Future.succeededFuture(List.of());
    }

    @Override
    public Future<StoreState> state() {
        return Future.failedFuture("not asked in these tests");
    }

    @Override
    public Future<Pruned> prune(Instant now) {
        return Future.succeededFuture(Pruned.none());
    }

    @Override
    public Future<Void> close() {
        return Future.succeededFuture();
    }
}
