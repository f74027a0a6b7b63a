// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.store;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;

/**
 * An ordered log of facts to which one can only add, shared by any number of writers and readers in any number of
 * processes.
 *
 * <p>What every adapter promises, and {@code FactStoreContract} checks:
 *
 * <ul>
 *   <li>An append is atomic and acknowledged only when it is durable. It may have been committed although it was never
 *       acknowledged, so a writer that does not know sends it again: facts are idempotent by key for as long as they are
 *       kept.
 *   <li>A reader never skips: once a fact was read, none with a smaller {@code seq} appears. SQLite gives that for free,
 *       because it has one writer at a time. A PostgreSQL adapter must not take {@code seq} from a bare sequence, whose
 *       numbers become visible in the order of commits; it has to serialise numbering with the commit (a transaction-wide
 *       advisory lock, or one counter row updated in the same transaction), or to keep readers below
 *       {@code pg_snapshot_xmin(pg_current_snapshot())}.
 *   <li>Futures complete on the caller's Vert.x context. A failed future means that the store itself failed (disk,
 *       connection), and that the outcome of an append is not known.
 * </ul>
 */
public interface FactStore {

    /** Adds facts, all or none. */
    Future<Appended> append(List<NewFact> facts);

    /**
     * Facts after a place in the log, in order. May hold fewer than asked for (an answer is bounded in bytes as well),
     * but is empty only at the end of the log.
     *
     * @param seq the last place already known; 0 to begin
     * @param limit at most so many; at least 1
     */
    Future<List<StoredFact>> readAfter(long seq, int limit);

    /** How full the store is, and what it has done since it was opened. */
    Future<StoreState> state();

    /**
     * Removes what {@link Retention} no longer keeps at this time, and more of the same kinds when over the budget. Where that
     * is not enough, facts of these kinds are refused until it is. A store that goes over its budget does this by itself
     * as well, so facts may still get in while it is at it.
     *
     * @param now the time by which ages are counted
     */
    Future<Pruned> prune(Instant now);

    /** Writes what waits, then lets go of everything. Appends after it fail. */
    Future<Void> close();
}
