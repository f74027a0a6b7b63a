// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.store.sqlite;

import io.patchrisk.scoring.store.Appended;
import io.patchrisk.scoring.store.FactStore;
import io.patchrisk.scoring.store.NewFact;
import io.patchrisk.scoring.store.Pruned;
import io.patchrisk.scoring.store.Retention;
import io.patchrisk.scoring.store.StoreException;
import io.patchrisk.scoring.store.StoreState;
import io.patchrisk.scoring.store.StoredFact;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The embedded store: one SQLite file with a write-ahead journal that is synced at each commit. One thread writes, another
 * one reads; several stores, also of several processes on one machine, may be open on one file.
 */
public final class SqliteFactStore implements FactStore {

    /** What may wait for the writer before appends are turned away: about a second of its work. */
    static final long MAX_WAITING_BYTES = 32 << 20;

    private final Vertx vertx;
    private final SqliteFile file;
    private final Retention retention;
    private final Writer writer;
    private final Reader reader;
    private @Nullable Future<Void> closing;

    private SqliteFactStore(Vertx vertx, SqliteFile file, Retention retention, Writer writer) {
        this.vertx = vertx;
        this.file = file;
        this.retention = retention;
        this.writer = writer;
        reader = new Reader(file);
    }

    /**
     * Opens a store, makes its file where it is missing, migrates it and checks that it is whole.
     *
     * @param path the file; it must be on a local disk
     * @param retention what may be removed, and how much disk is used
     * @param clock stamps facts as they are stored
     */
    public static Future<FactStore> open(Vertx vertx, Path path, Retention retention, InstantSource clock) {
        return open(vertx, path, retention, clock, MAX_WAITING_BYTES);
    }

    static Future<FactStore> open(
            Vertx vertx, Path path, Retention retention, InstantSource clock, long maxWaitingBytes) {
        if (path.toString().indexOf('?') >= 0) {
            return Future.failedFuture(new StoreException(
                    "store " + path + ": the name has a question mark, which SQLite's driver takes for options"));
        }
        SqliteFile file = new SqliteFile(path);
        Answer<FactStore> opened = new Answer<>(vertx);
        Writer.start(
                file,
                retention,
                clock,
                maxWaitingBytes,
                writer -> opened.complete(new SqliteFactStore(vertx, file, retention, writer)),
                opened::fail);
        return opened.future();
    }

    @Override
    public Future<Appended> append(List<NewFact> facts) {
        Answer<Appended> answer = new Answer<>(vertx);
        writer.intake().append(List.copyOf(facts), answer);
        return answer.future();
    }

    @Override
    public Future<List<StoredFact>> readAfter(long seq, int limit) {
        Answer<List<StoredFact>> answer = new Answer<>(vertx);
        if (limit < 1) {
            answer.fail(new IllegalArgumentException("read after " + seq + " with a limit of " + limit));
        } else {
            reader.ask("read after " + seq + " from", query -> query.readAfter(seq, limit), answer);
        }
        return answer.future();
    }

    @Override
    public Future<StoreState> state() {
        Answer<StoreState> answer = new Answer<>(vertx);
        reader.ask("ask the state of", this::state, answer);
        return answer.future();
    }

    @Override
    public Future<Pruned> prune(Instant now) {
        Answer<Pruned> answer = new Answer<>(vertx);
        writer.prune(now, answer);
        return answer.future();
    }

    @Override
    public synchronized Future<Void> close() {
        if (closing == null) {
            Answer<Void> answer = new Answer<>(vertx);
            // The writer last: the last connection that closes moves the journal into the file.
            reader.close(answer, () -> writer.stop(answer));
            closing = answer.future();
        }
        return closing;
    }

    private StoreState state(FactQuery query) throws SQLException, IOException {
        return new StoreState(
                query.lastSeq(),
                query.usedBytes(),
                file.bytes(),
                retention.diskBudget(),
                writer.refusing(),
                query.pruned(),
                writer.intake().counts());
    }
}
