// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.store.sqlite;

import io.patchrisk.scoring.store.Pruned;
import io.patchrisk.scoring.store.Retention;
import io.patchrisk.scoring.store.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The one thread of a store that writes, and what waits for it. */
final class Writer {

    private final SqliteFile file;
    private final Connection connection;
    private final FactTable table;
    private final Pruning pruning;
    private final WorkQueue queue;
    private final Intake intake;
    private final CommitLoop loop;

    private Writer(
            SqliteFile file, Connection connection, Retention retention, InstantSource clock, long maxWaitingBytes)
            throws SQLException {
        this.file = file;
        this.connection = connection;
        table = new FactTable(connection);
        pruning = new Pruning(connection, retention);
        queue = new WorkQueue(file.toString());
        intake = new Intake(queue, maxWaitingBytes);
        loop = new CommitLoop(file.toString(), queue, table, pruning, intake, clock);
    }

    /** Starts the thread, which opens the file, says how that went, and works until it is stopped. */
    static void start(
            SqliteFile file,
            Retention retention,
            InstantSource clock,
            long maxWaitingBytes,
            Consumer<Writer> opened,
            Consumer<StoreException> failed) {
        Runnable life = () -> {
            Writer writer;
            try {
                writer = open(file, retention, clock, maxWaitingBytes, opened);
            } catch (StoreException e) {
                failed.accept(e);
                return;
            } catch (SQLException e) {
                failed.accept(new StoreException("open store " + file + ": " + e.getMessage(), e));
                return;
            }
            writer.work();
        };
        Thread thread = new Thread(life, "patchrisk-store-writer");
        // A start that fails elsewhere must not leave a process that never ends; what was acknowledged is on the disk.
        thread.setDaemon(true);
        thread.start();
    }

    private static Writer open(
            SqliteFile file, Retention retention, InstantSource clock, long maxWaitingBytes, Consumer<Writer> opened)
            throws SQLException {
        Connection connection = file.openWriter(clock.instant());
        try {
            Writer writer = new Writer(file, connection, retention, clock, maxWaitingBytes);
            opened.accept(writer);
            return writer;
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    Intake intake() {
        return intake;
    }

    /** Why facts that need not be kept are refused; null while they are taken. */
    @Nullable
    String refusing() {
        return pruning.refusing();
    }

    void prune(Instant now, Answer<Pruned> answer) {
        if (!queue.add(new Work.Errand<>("prune", () -> loop.prune(now), answer))) {
            answer.fail(queue.closed());
        }
    }

    /** Ends the thread after all that waits. Ending it twice is as good as once. */
    void stop(Answer<Void> answer) {
        if (!queue.add(new Work.Stop(answer))) {
            answer.done();
        }
    }

    private void work() {
        try {
            Work.Stop stop = loop.run();
            table.close();
            connection.close();
            stop.answer().done();
        } catch (InterruptedException | SQLException | RuntimeException | Error e) {
            die(new StoreException("the writer of store " + file + " ended: " + e, e));
        }
    }

    /** Leaves nobody waiting for an answer that will not come. */
    private void die(StoreException cause) {
        List<Work> left = queue.abandon(cause);
        for (Work work : left) {
            if (work instanceof Work.Append append) {
                intake.fail(append, cause);
            } else if (work instanceof Work.Errand<?> errand) {
                errand.answer().fail(cause);
            } else if (work instanceof Work.Stop stop) {
                stop.answer().fail(cause);
            }
        }
    }
}
