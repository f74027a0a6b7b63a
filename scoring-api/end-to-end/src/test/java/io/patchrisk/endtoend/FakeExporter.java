// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.endtoend;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/** An HTTP server that answers whatever a test wants, whether or not that is what the service asked for. */
final class FakeExporter implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicLong asked = new AtomicLong();

    /** What is answered to the n-th request. */
    interface Answers {
        Answer to(long number) throws InterruptedException;
    }

    /**
     * One answer.
     *
     * @param missing bytes that are announced and never come
     */
    record Answer(int status, String type, String body, int missing) {

        static Answer metrics(String exposition) {
            return new Answer(200, "text/plain; version=0.0.4", exposition, 0);
        }
    }

    FakeExporter(Answers answers) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            try (exchange) {
                exchange.getRequestBody().readAllBytes();
                Answer answer = answers.to(asked.incrementAndGet());
                byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().add("Content-Type", answer.type());
                exchange.sendResponseHeaders(answer.status(), body.length + answer.missing());
                try (OutputStream out = exchange.getResponseBody()) {
                    out.write(body);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        server.start();
    }

    URI root() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    long asked() {
        return asked.get();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
