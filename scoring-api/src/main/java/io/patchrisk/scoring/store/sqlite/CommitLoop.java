// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.store.sqlite;

import io.patchrisk.scoring.store.Appended;
import io.patchrisk.scoring.store.Pruned;
import io.patchrisk.scoring.store.StoreException;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The writer's loop: takes what waits, in order, and commits the appends that wait together in one transaction. It never
 * waits for more to come: while one commit is on its way to the disk, the next ones gather by themselves.
 */
final class CommitLoop {

    /** Facts a transaction, so that the first of a burst is not acknowledged only with the last. */
    private static final int GROUP_FACTS = 2_000;

    private final String store;
    private final WorkQueue queue;
    private final FactTable table;
    private final Pruning pruning;
    private final Intake intake;
    private final InstantSource clock;

    CommitLoop(String store, WorkQueue queue, FactTable table, Pruning pruning, Intake intake, InstantSource clock) {
        this.store = store;
        this.queue = queue;
        this.table = table;
        this.pruning = pruning;
        this.intake = intake;
        this.clock = clock;
    }

    /** Works until the end is taken from the queue, and returns it. */
    Work.Stop run() throws InterruptedException {
        while (true) {
            Work work = queue.take();
            if (work instanceof Work.Stop stop) {
                return stop;
            } else if (work instanceof Work.Errand<?> errand) {
                errand.run(store);
            } else if (work instanceof Work.Append append) {
                commit(gather(append));
                keepToBudget();
            }
        }
    }

    /** Prunes, and commits what is appended in the meantime between two slices. */
    Pruned prune(Instant now) throws SQLException {
        return pruning.prune(now, () -> {
            Work.Append append = queue.takeAppend();
            if (append != null) {
                commit(gather(append));
            }
        });
    }

    private List<Work.Append> gather(Work.Append first) {
        List<Work.Append> group = new ArrayList<>();
        int facts = 0;
        Work.@Nullable Append next = first;
        while (next != null) {
            group.add(next);
            facts += next.facts().size();
            next = facts < GROUP_FACTS ? queue.takeAppend() : null;
        }
        return group;
    }

    private void commit(List<Work.Append> group) {
        List<Appended> outcomes;
        try {
            outcomes = write(group);
        } catch (SQLException e) {
            StoreException cause = new StoreException("append to store " + store + ": " + e.getMessage(), e);
            group.forEach(append -> intake.fail(append, cause));
            return;
        }
        for (int i = 0; i < group.size(); i++) {
            intake.answer(group.get(i), outcomes.get(i));
        }
    }

    private List<Appended> write(List<Work.Append> group) throws SQLException {
        Instant now = clock.instant();
        List<Appended> outcomes = new ArrayList<>(group.size());
        table.begin();
        try {
            for (Work.Append append : group) {
                Appended refused = pruning.refusal(append.facts());
                outcomes.add(refused != null ? refused : table.append(append.facts(), now));
            }
            table.commit();
            return outcomes;
        } catch (SQLException e) {
            try {
                table.rollback();
            } catch (SQLException rollback) {
                // After an error of the disk SQLite has rolled back by itself and says so here.
                e.addSuppressed(rollback);
            }
            throw e;
        }
    }

    private void keepToBudget() {
        try {
            if (pruning.refusing() == null && pruning.overBudget()) {
                prune(clock.instant());
            }
        } catch (SQLException e) {
            pruning.refuse("pruning store " + store + " failed: " + e.getMessage());
        }
    }
}
