// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.store.sqlite;

import io.patchrisk.scoring.store.StoreException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The tables of one file, brought up to date by the migrations that it has not seen yet. */
final class Schema {

    private static final String HISTORY = """
            CREATE TABLE IF NOT EXISTS migration (
                version INTEGER PRIMARY KEY,
                name TEXT NOT NULL,
                sha256 TEXT NOT NULL,
                applied_at INTEGER NOT NULL
            ) STRICT
            """;

    private final String file;
    private final List<Migration> known;

    Schema(String file, List<Migration> known) {
        this.file = file;
        this.known = List.copyOf(known);
    }

    /** Applies what is missing. The write lock is held throughout, so of two programs that start at once one waits. */
    void bringUpToDate(Connection connection, Instant now) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            boolean done = false;
            try {
                statement.execute(HISTORY);
                Map<Integer, String> applied = applied(statement);
                refuseNewer(applied);
                for (Migration migration : known) {
                    apply(connection, statement, migration, applied.get(migration.version()), now);
                }
                statement.execute("COMMIT");
                done = true;
            } finally {
                if (!done) {
                    statement.execute("ROLLBACK");
                }
            }
        }
    }

    private static Map<Integer, String> applied(Statement statement) throws SQLException {
        Map<Integer, String> applied = new TreeMap<>();
        try (ResultSet rows = statement.executeQuery("SELECT version, sha256 FROM migration")) {
            while (rows.next()) {
                applied.put(rows.getInt(1), rows.getString(2));
            }
        }
        return applied;
    }

    private void refuseNewer(Map<Integer, String> applied) {
        int newest = applied.keySet().stream().max(Integer::compare).orElse(0);
        if (newest > known.size()) {
            throw new StoreException("store " + file + " was written by a newer Patchrisk (its tables are version "
                    + newest + ", this program knows " + known.size()
                    + "): start that version, or restore a copy made before it");
        }
    }

    private void apply(
            Connection connection, Statement statement, Migration migration, @Nullable String applied, Instant now)
            throws SQLException {
        if (applied == null) {
            statement.executeUpdate(migration.sql());
            record(connection, migration, now);
        } else if (!applied.equals(migration.sha256())) {
            throw new StoreException(
                    "store " + file + " was made with another " + migration.name() + " (SHA-256 " + applied
                            + ") than this program has (" + migration.sha256()
                            + "): use the program that made it; a released migration is never changed");
        }
    }

    private static void record(Connection connection, Migration migration, Instant now) throws SQLException {
        String insert = "INSERT INTO migration (version, name, sha256, applied_at) VALUES (?, ?, ?, ?)";
        try (PreparedStatement row = connection.prepareStatement(insert)) {
            row.setInt(1, migration.version());
            row.setString(2, migration.name());
            row.setString(3, migration.sha256());
            row.setLong(4, Micros.of(now));
            row.executeUpdate();
        }
    }
}
