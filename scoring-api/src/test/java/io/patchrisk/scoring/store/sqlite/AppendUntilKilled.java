// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.store.sqlite;

import io.patchrisk.scoring.store.Appended;
import io.patchrisk.scoring.store.FactStore;
import io.patchrisk.scoring.store.NewFact;
import io.patchrisk.scoring.store.Retention;
import io.vertx.core.Vertx;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** A program that appends numbered facts, three at a time, and prints each number as it is acknowledged, until it is killed. */
final class AppendUntilKilled {

    /** Appends on their way at any time, so that commits of many and of few facts occur. */
    private static final int IN_FLIGHT = 16;

    private final String round;
    private final FactStore store;
    private final AtomicInteger next = new AtomicInteger();
    /** Not buffered: what was printed is out of the process before it can be killed. */
    private final FileOutputStream out = new FileOutputStream(FileDescriptor.out);

    private AppendUntilKilled(String round, FactStore store) {
        this.round = round;
        this.store = store;
    }

    public static void main(String[] arguments) throws InterruptedException {
        Retention retention = new Retention(new TreeMap<>(), 1L << 40);
        SqliteFactStore.open(Vertx.vertx(), Path.of(arguments[0]), retention, Instant::now)
                .onSuccess(store -> new AppendUntilKilled(arguments[1], store).start())
                .onFailure(AppendUntilKilled::giveUp);
        // The store's threads are daemons.
        new CountDownLatch(1).await();
    }

    /** The keys of one append. */
    static List<String> keys(String number) {
        return Stream.of("a", "b", "c").map(part -> number + part).toList();
    }

    private void start() {
        for (int i = 0; i < IN_FLIGHT; i++) {
            appendNext();
        }
    }

    private void appendNext() {
        String number = round + "-" + next.getAndIncrement() + "-";
        List<NewFact> facts = keys(number).stream()
                .map(key ->
                        new NewFact(key, "reading", "web-1", Instant.EPOCH, "{\"text\":\"" + "x".repeat(200) + "\"}"))
                .toList();
        store.append(facts).onSuccess(answer -> acknowledge(number, answer)).onFailure(AppendUntilKilled::giveUp);
    }

    private void acknowledge(String number, Appended answer) {
        if (!(answer instanceof Appended.Stored)) {
            giveUp(new IllegalStateException("append " + number + " was answered " + answer));
        }
        try {
            out.write((number + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("print " + number, e);
        }
        appendNext();
    }

    private static void giveUp(Throwable cause) {
        cause.printStackTrace();
        Runtime.getRuntime().halt(1);
    }
}
