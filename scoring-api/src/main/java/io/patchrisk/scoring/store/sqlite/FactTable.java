// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.store.sqlite;

import io.patchrisk.scoring.store.Appended;
import io.patchrisk.scoring.store.NewFact;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The writer's side of the table of facts. Belongs to the writer's thread. */
final class FactTable implements AutoCloseable {

    private final PreparedStatement begin;
    private final PreparedStatement commit;
    private final PreparedStatement rollback;
    private final PreparedStatement mark;
    private final PreparedStatement keepMarked;
    private final PreparedStatement undoToMark;
    private final PreparedStatement insert;
    private final PreparedStatement find;

    FactTable(Connection connection) throws SQLException {
        // IMMEDIATE: a transaction that reads first and wants to write later fails when another writer came between.
        begin = connection.prepareStatement("BEGIN IMMEDIATE");
        commit = connection.prepareStatement("COMMIT");
        rollback = connection.prepareStatement("ROLLBACK");
        mark = connection.prepareStatement("SAVEPOINT one_append");
        keepMarked = connection.prepareStatement("RELEASE one_append");
        undoToMark = connection.prepareStatement("ROLLBACK TO one_append");
        insert = connection.prepareStatement(
                "INSERT INTO fact (key, kind, subject, at, stored_at, body) VALUES (?, ?, ?, ?, ?, ?)"
                        + " ON CONFLICT (key) DO NOTHING RETURNING seq");
        find = connection.prepareStatement("SELECT seq, kind, subject, at, body FROM fact WHERE key = ?");
    }

    void begin() throws SQLException {
        begin.execute();
    }

    void commit() throws SQLException {
        commit.execute();
    }

    void rollback() throws SQLException {
        rollback.execute();
    }

    /** Adds the facts of one append inside the open transaction, or leaves no trace of them. */
    Appended append(List<NewFact> facts, Instant now) throws SQLException {
        mark.execute();
        List<Long> seqs = new ArrayList<>(facts.size());
        int written = 0;
        Appended.@Nullable Conflict conflict = null;
        for (NewFact fact : facts) {
            long seq = insert(fact, now);
            if (seq > 0) {
                written++;
            } else {
                Existing existing = find(fact.key());
                seq = existing.seq();
                if (!existing.fact().saysTheSameAs(fact)) {
                    conflict = new Appended.Conflict(fact.key(), seq);
                    break;
                }
            }
            seqs.add(seq);
        }
        if (conflict != null) {
            undoToMark.execute();
        }
        keepMarked.execute();
        return conflict != null ? conflict : new Appended.Stored(seqs, written);
    }

    /** The new fact's place, or 0 when its key is taken. */
    private long insert(NewFact fact, Instant now) throws SQLException {
        insert.setString(1, fact.key());
        insert.setString(2, fact.kind());
        insert.setString(3, fact.subject());
        insert.setLong(4, Micros.of(fact.at()));
        insert.setLong(5, Micros.of(now));
        insert.setString(6, fact.body());
        try (ResultSet row = insert.executeQuery()) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    private Existing find(String key) throws SQLException {
        find.setString(1, key);
        try (ResultSet row = find.executeQuery()) {
            if (!row.next()) {
                throw new SQLException("key " + key + " is taken but cannot be found");
            }
            NewFact fact = new NewFact(
                    key, row.getString(2), row.getString(3), Micros.toInstant(row.getLong(4)), row.getString(5));
            return new Existing(row.getLong(1), fact);
        }
    }

    @Override
    public void close() throws SQLException {
        for (PreparedStatement statement :
                List.of(begin, commit, rollback, mark, keepMarked, undoToMark, insert, find)) {
            statement.close();
        }
    }

    private record Existing(long seq, NewFact fact) {}
}
