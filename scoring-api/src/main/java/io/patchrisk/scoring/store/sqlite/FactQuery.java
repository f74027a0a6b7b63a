// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.store.sqlite;

import io.patchrisk.scoring.store.NewFact;
import io.patchrisk.scoring.store.Pruned;
import io.patchrisk.scoring.store.StoredFact;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The reader's side of the tables. Belongs to the reader's thread.
 *
 * @param connection the reader's own
 */
record FactQuery(Connection connection) {

    /** An answer stops here, so that a reader who asks for many large facts does not fill the memory. */
    private static final long MAX_ANSWER_CHARS = 8 << 20;

    List<StoredFact> readAfter(long seq, int limit) throws SQLException {
        String select =
                "SELECT seq, stored_at, key, kind, subject, at, body FROM fact WHERE seq > ? ORDER BY seq LIMIT ?";
        List<StoredFact> facts = new ArrayList<>();
        long chars = 0;
        try (PreparedStatement query = connection.prepareStatement(select)) {
            query.setLong(1, seq);
            query.setInt(2, limit);
            try (ResultSet rows = query.executeQuery()) {
                while (chars < MAX_ANSWER_CHARS && rows.next()) {
                    StoredFact fact = fact(rows);
                    facts.add(fact);
                    chars += fact.fact().body().length();
                }
            }
        }
        return facts;
    }

    long lastSeq() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT seq FROM sqlite_sequence WHERE name = 'fact'")) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    long usedBytes() throws SQLException {
        return usedBytes(connection);
    }

    Pruned pruned() throws SQLException {
        SortedMap<String, Long> aged = new TreeMap<>();
        SortedMap<String, Long> overBudget = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT kind, reason, facts FROM pruned")) {
            while (rows.next()) {
                (Pruning.AGED.equals(rows.getString(2)) ? aged : overBudget).put(rows.getString(1), rows.getLong(3));
            }
        }
        return new Pruned(aged, overBudget);
    }

    /** Bytes of the pages that hold something. */
    static long usedBytes(Connection connection) throws SQLException {
        long pages = SqliteFile.number(connection, "page_count") - SqliteFile.number(connection, "freelist_count");
        return pages * SqliteFile.number(connection, "page_size");
    }

    private static StoredFact fact(ResultSet row) throws SQLException {
        NewFact fact = new NewFact(
                row.getString(3),
                row.getString(4),
                row.getString(5),
                Micros.toInstant(row.getLong(6)),
                row.getString(7));
        return new StoredFact(row.getLong(1), Micros.toInstant(row.getLong(2)), fact);
    }
}
