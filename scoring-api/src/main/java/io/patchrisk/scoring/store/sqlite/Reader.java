// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.store.sqlite;

import io.patchrisk.scoring.store.StoreException;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The one thread of a store that reads, on a connection of its own, so that readers never wait for a commit. */
final class Reader {

    /** Questions that may wait; more than that means that somebody asks in a loop. */
    private static final int MAX_WAITING = 1_000;

    private final SqliteFile file;
    private final Connection connection;
    private final ThreadPoolExecutor thread;

    Reader(SqliteFile file) {
        this.file = file;
        connection = file.openReader();
        thread = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MAX_WAITING), task -> {
            Thread reader = new Thread(task, "patchrisk-store-reader");
            reader.setDaemon(true);
            return reader;
        });
    }

    /** A question to the tables. */
    interface Question<T> {
        T ask(FactQuery query) throws SQLException, IOException;
    }

    <T> void ask(String what, Question<T> question, Answer<T> answer) {
        run(
                () -> {
                    try {
                        answer.complete(question.ask(new FactQuery(connection)));
                    } catch (SQLException | IOException | RuntimeException e) {
                        answer.fail(new StoreException(what + " store " + file + ": " + e.getMessage(), e));
                    }
                },
                answer);
    }

    /** Answers what waits, lets go of the file, and then goes on. */
    void close(Answer<?> answer, Runnable then) {
        run(
                () -> {
                    try {
                        connection.close();
                        then.run();
                    } catch (SQLException e) {
                        answer.fail(new StoreException("close the reader of store " + file + ": " + e.getMessage(), e));
                    }
                },
                answer);
        thread.shutdown();
    }

    private void run(Runnable task, Answer<?> answer) {
        try {
            thread.execute(task);
        } catch (RejectedExecutionException e) {
            String why = thread.isShutdown() ? " is closed" : " has " + MAX_WAITING + " questions waiting already";
            answer.fail(new StoreException("store " + file + why, e));
        }
    }
}
