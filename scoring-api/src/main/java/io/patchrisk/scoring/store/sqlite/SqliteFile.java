// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.store.sqlite;

import io.patchrisk.scoring.store.StoreException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Properties;
import java.util.Set;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * The file of a store: how it is made, opened and checked.
 *
 * @param path where it is
 */
record SqliteFile(Path path) {

    /** "PRsk": written into the file's header, so that no other program's database is taken for a store. */
    private static final int APPLICATION_ID = 0x5052736B;

    /** Another replica holds the write lock for one group commit or one slice of pruning: milliseconds. */
    private static final int BUSY_TIMEOUT_MS = 10_000;

    /** The journal is cut back to this after a burst (16 times the size at which SQLite moves it into the file). */
    private static final int JOURNAL_LIMIT_BYTES = 64 << 20;

    /** Each refusal means that another one got further, so a few are enough. */
    private static final int CLAIMS = 5;

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    SqliteFile {
        path = path.toAbsolutePath().normalize();
    }

    @Override
    public String toString() {
        return path.toString();
    }

    /** Opens the file for its writer: creates it where it is missing, migrates and checks it. */
    Connection openWriter(Instant now) {
        try {
            create();
            Connection connection = connect();
            try {
                claimAmongOthers(connection);
                new Schema(path.toString(), Migration.all()).bringUpToDate(connection, now);
                check(connection);
                return connection;
            } catch (SQLException | RuntimeException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException | IOException e) {
            throw new StoreException("open store " + path + ": " + explain(e), e);
        }
    }

    /** Opens the file, which must have been opened by a writer before, to read from it. */
    Connection openReader() {
        try {
            Connection connection = connect();
            pragma(connection, "query_only = ON");
            return connection;
        } catch (SQLException e) {
            throw new StoreException("open store " + path + " for reading: " + explain(e), e);
        }
    }

    /** Bytes on disk: the file, its journal and the index of the journal. */
    long bytes() throws IOException {
        long bytes = 0;
        for (String suffix : new String[] {"", "-wal", "-shm"}) {
            Path part = Path.of(path + suffix);
            bytes += Files.exists(part) ? Files.size(part) : 0;
        }
        return bytes;
    }

    /** Made before SQLite does it, because kernel logs are nobody else's business: the journal inherits the rights. */
    private void create() throws IOException {
        Path folder = path.getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        if (!Files.exists(path)) {
            try {
                Files.createFile(path, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
            } catch (FileAlreadyExistsException e) {
                // Another replica was faster, which is as good.
                return;
            }
        }
    }

    private Connection connect() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("busy_timeout", Integer.toString(BUSY_TIMEOUT_MS));
        properties.setProperty("synchronous", "FULL");
        return DriverManager.getConnection("jdbc:sqlite:" + path, properties);
    }

    /**
     * Claims the file although others may be making it at the same moment: SQLite refuses at once, without waiting, to turn
     * a lock for reading into one for writing when two ask for that.
     */
    private void claimAmongOthers(Connection connection) throws SQLException {
        for (int left = CLAIMS; ; left--) {
            try {
                claim(connection);
                return;
            } catch (SQLiteException e) {
                if (left == 1 || (e.getResultCode().code & 0xff) != SQLiteErrorCode.SQLITE_BUSY.code) {
                    throw e;
                }
            }
        }
    }

    /** Refuses a file of another program, and turns on the write-ahead journal. */
    private void claim(Connection connection) throws SQLException {
        // In this order: whoever else is making the file right now marks it before it makes a table.
        boolean tables = hasTables(connection);
        if (tables && number(connection, "application_id") != APPLICATION_ID) {
            throw new StoreException("store " + path + " is the database of another program: name another file");
        }
        if (!tables) {
            // Both take effect only before the first table.
            pragma(connection, "auto_vacuum = INCREMENTAL");
            pragma(connection, "application_id = " + APPLICATION_ID);
        }
        turnOnJournal(connection);
        pragma(connection, "journal_size_limit = " + JOURNAL_LIMIT_BYTES);
    }

    private static boolean hasTables(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet first = statement.executeQuery("SELECT 1 FROM sqlite_master LIMIT 1")) {
            return first.next();
        }
    }

    private void turnOnJournal(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA journal_mode = WAL")) {
            if (!row.next() || !"wal".equalsIgnoreCase(row.getString(1))) {
                throw new StoreException(
                        "store " + path
                                + ": this file system has no shared memory for SQLite's journal: use a local disk, not a network one");
            }
        }
    }

    private void check(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA quick_check(1)")) {
            String found = row.next() ? row.getString(1) : "nothing";
            if (!"ok".equals(found)) {
                throw new StoreException("store " + path + " is damaged (" + found
                        + "): move it away and restore a copy; sqlite3's .recover saves what can be read");
            }
        }
    }

    static long number(Connection connection, String pragma) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA " + pragma)) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    static void pragma(Connection connection, String pragma) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("PRAGMA " + pragma);
        }
    }

    private static String explain(Exception e) {
        if (e instanceof SQLiteException sqlite) {
            SQLiteErrorCode code = sqlite.getResultCode();
            if (code == SQLiteErrorCode.SQLITE_NOTADB) {
                return "it is no SQLite file: name another file, or restore a copy";
            }
            if (code == SQLiteErrorCode.SQLITE_CORRUPT) {
                return "it is damaged: move it away and restore a copy; sqlite3's .recover saves what can be read";
            }
        }
        return String.valueOf(e.getMessage());
    }
}
