// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.store.sqlite;

import io.patchrisk.scoring.store.Appended;
import io.patchrisk.scoring.store.NewFact;
import io.patchrisk.scoring.store.Pruned;
import io.patchrisk.scoring.store.Retention;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The removal of what need not be kept, and the verdict on whether there is room for more. Belongs to the writer's thread. */
final class Pruning {

    static final String AGED = "aged";
    static final String OVER_BUDGET = "over_budget";

    /** Facts a transaction: appends and other replicas wait for one slice (about 20 ms), not for all of it. */
    private static final int SLICE = 1_000;

    /** Pages given back to the file system a transaction: 4 MiB at 4 KiB a page, each of which may have to be moved. */
    private static final int VACUUM_SLICE = 1_000;

    private final Connection connection;
    private final Retention retention;
    private volatile @Nullable String refusing;

    Pruning(Connection connection, Retention retention) {
        this.connection = connection;
        this.retention = retention;
    }

    /** Why there is no room for facts of prunable kinds; null while there is. */
    @Nullable
    String refusing() {
        return refusing;
    }

    /** The refusal of these facts, when there is no room and one of them need not be kept. */
    Appended.@Nullable Refused refusal(List<NewFact> facts) {
        String reason = refusing;
        if (reason == null || facts.stream().noneMatch(fact -> retention.prunable(fact.kind()))) {
            return null;
        }
        return new Appended.Refused(Appended.Refusal.DISK_BUDGET, reason);
    }

    boolean overBudget() throws SQLException {
        return FactQuery.usedBytes(connection) > retention.diskBudget();
    }

    /**
     * Removes what need not be kept.
     *
     * @param breather run between two slices, to let those work who would have to wait
     */
    Pruned prune(Instant now, Runnable breather) throws SQLException {
        SortedMap<String, Long> aged = shorten(now, 10, AGED, breather);
        SortedMap<String, Long> over = new TreeMap<>();
        for (int tenths = 9; tenths >= 0 && overBudget(); tenths--) {
            shorten(now, tenths, OVER_BUDGET, breather).forEach((kind, facts) -> over.merge(kind, facts, Long::sum));
        }
        shrinkFile(breather);
        long used = FactQuery.usedBytes(connection);
        // What was appended between two slices can go the next time; only what must stay uses the room up for good.
        refusing = used <= retention.diskBudget() || somethingPrunable()
                ? null
                : "facts that are kept for ever take " + used + " of " + retention.diskBudget()
                        + " bytes: raise the disk budget";
        return new Pruned(aged, over);
    }

    private boolean somethingPrunable() throws SQLException {
        String any = "SELECT EXISTS (SELECT 1 FROM fact WHERE kind = ?)";
        try (PreparedStatement statement = connection.prepareStatement(any)) {
            for (String kind : retention.keep().keySet()) {
                statement.setString(1, kind);
                try (ResultSet row = statement.executeQuery()) {
                    if (row.next() && row.getBoolean(1)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /** Says that there is no room, when that could not be found out. */
    void refuse(String reason) {
        refusing = reason;
    }

    /** Removes what is older than so many tenths of its time; at 0 all of it, whatever its clock says. */
    private SortedMap<String, Long> shorten(Instant now, int tenths, String reason, Runnable breather)
            throws SQLException {
        SortedMap<String, Long> removed = new TreeMap<>();
        for (Map.Entry<String, Duration> kind : retention.keep().entrySet()) {
            Duration keep = kind.getValue().multipliedBy(tenths).dividedBy(10);
            long before = tenths == 0 ? Long.MAX_VALUE : Micros.of(now.minus(keep));
            long facts = 0;
            int slice;
            do {
                slice = removeSlice(kind.getKey(), before, reason);
                facts += slice;
                breather.run();
            } while (slice == SLICE);
            if (facts > 0) {
                removed.put(kind.getKey(), facts);
            }
        }
        return removed;
    }

    private int removeSlice(String kind, long before, String reason) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            boolean done = false;
            try {
                int removed = delete(kind, before);
                count(kind, reason, removed);
                statement.execute("COMMIT");
                done = true;
                return removed;
            } finally {
                if (!done) {
                    statement.execute("ROLLBACK");
                }
            }
        }
    }

    private int delete(String kind, long before) throws SQLException {
        String delete = "DELETE FROM fact WHERE seq IN (SELECT seq FROM fact WHERE kind = ? AND min(at, stored_at) < ?"
                + " ORDER BY min(at, stored_at) LIMIT " + SLICE + ")";
        try (PreparedStatement statement = connection.prepareStatement(delete)) {
            statement.setString(1, kind);
            statement.setLong(2, before);
            return statement.executeUpdate();
        }
    }

    private void count(String kind, String reason, int removed) throws SQLException {
        if (removed == 0) {
            return;
        }
        String add = "INSERT INTO pruned (kind, reason, facts) VALUES (?, ?, ?)"
                + " ON CONFLICT (kind, reason) DO UPDATE SET facts = facts + excluded.facts";
        try (PreparedStatement statement = connection.prepareStatement(add)) {
            statement.setString(1, kind);
            statement.setString(2, reason);
            statement.setInt(3, removed);
            statement.executeUpdate();
        }
    }

    /** Gives pages back to the file system down to the budget; below it they are kept, as they will be used again. */
    private void shrinkFile(Runnable breather) throws SQLException {
        long budgetPages = retention.diskBudget() / SqliteFile.number(connection, "page_size");
        long over = SqliteFile.number(connection, "page_count") - budgetPages;
        long free = Math.min(over, SqliteFile.number(connection, "freelist_count"));
        for (long left = free; left > 0; left -= VACUUM_SLICE) {
            SqliteFile.pragma(connection, "incremental_vacuum(" + Math.min(left, VACUUM_SLICE) + ")");
            breather.run();
        }
    }
}
