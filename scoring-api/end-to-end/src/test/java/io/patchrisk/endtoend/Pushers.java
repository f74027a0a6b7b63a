// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.endtoend;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Agents and tools that push over several connections as fast as they are answered, until they are closed or the service
 * is gone: kernel log text, live-patch state, and, where there is a rollout, that a host was patched.
 */
final class Pushers implements AutoCloseable {

    private static final int CONNECTIONS = 4;
    private static final int LINES = 5;

    private final Api api;
    private final String host;
    private final String name;
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final Set<String> refused = ConcurrentHashMap.newKeySet();
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicLong number = new AtomicLong();
    private final AtomicLong slowest = new AtomicLong();
    private volatile boolean closed;

    /**
     * @param host whose agent it is, and which rollout {@code r-<host>} is about
     * @param name begins every idempotency key
     */
    Pushers(Api api, String host, String name) {
        this.api = api;
        this.host = host;
        this.name = name;
        for (int i = 0; i < CONNECTIONS; i++) {
            Thread thread = new Thread(this::push, "pusher-" + name + "-" + i);
            threads.add(thread);
            thread.start();
        }
    }

    private void push() {
        try {
            while (!closed) {
                push(number.incrementAndGet());
            }
        } catch (IOException e) {
            // The service is gone: what was not answered is not counted.
            Thread.currentThread().interrupt();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void push(long n) throws IOException, InterruptedException {
        String key = name + "-" + n;
        long began = System.nanoTime();
        switch ((int) (n % 3)) {
            case 0 -> {
                StringBuilder text = new StringBuilder();
                for (int line = 0; line < LINES; line++) {
                    text.append("[%5d.%06d] push %s line %d%n".formatted(1000 + n, line, key, line));
                }
                took(
                        "kernel_log/" + host + "/pushed/" + key + "/0",
                        api.post("/api/v1/hosts/" + host + "/kernel-log", "text/plain", key, text.toString()));
            }
            case 1 ->
                took(
                        "livepatch/" + host + "/" + key,
                        api.post(
                                "/api/v1/hosts/" + host + "/livepatch",
                                "application/json",
                                key,
                                "{\"at\": \"" + Instant.now() + "\", \"patches\": []}"));
            default ->
                took(
                        "patched/r-" + host + "/" + host + "/" + key,
                        api.post(
                                "/api/v1/rollouts/r-" + host + "/patched",
                                "application/json",
                                key,
                                "{\"host\": \"" + host + "\", \"at\": \"" + Instant.now() + "\"}"));
        }
        slowest.accumulateAndGet(System.nanoTime() - began, Math::max);
    }

    private void took(String fact, Reply reply) {
        if (reply.status() == 202) {
            acknowledged.add(fact);
        } else if (reply.status() != 404) {
            refused.add(reply.status() + " " + reply.text());
        }
    }

    /** Keys of the facts that the service said it has. */
    Set<String> acknowledged() {
        return new TreeSet<>(acknowledged);
    }

    /** Nanoseconds that the slowest answer took: how far behind this machine is. */
    long slowest() {
        return slowest.get();
    }

    /** Answers that were neither yes nor "no such rollout". */
    Set<String> refused() {
        return new TreeSet<>(refused);
    }

    @Override
    public void close() {
        stop();
    }

    /** Pushes no more, and waits for the answers that are due. */
    void stop() {
        closed = true;
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
