// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.fetch;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;

/** An HTTP client that bounds each exchange as a whole. Redirects are not followed; gzip is understood. */
public final class Fetcher {

    private final Vertx vertx;
    private final HttpClient client;
    private final Duration timeout;
    private final int maxBody;

    /**
     * @param timeout for all of an exchange: connecting, sending, and the last byte of the answer
     * @param maxBody bytes of a decompressed body
     * @param connectionsPerServer how many exchanges with one server may run at once
     */
    public Fetcher(Vertx vertx, Duration timeout, int maxBody, int connectionsPerServer) {
        this.vertx = vertx;
        this.timeout = timeout;
        this.maxBody = maxBody;
        this.client = vertx.createHttpClient(
                new HttpClientOptions()
                        .setDecompressionSupported(true)
                        .setConnectTimeout((int) timeout.toMillis())
                        .setKeepAliveTimeout(120),
                new PoolOptions().setHttp1MaxSize(connectionsPerServer));
    }

    /** Sends a request; the future never fails. */
    public Future<Fetched> fetch(RequestOptions request, Buffer body) {
        Exchange exchange = new Exchange(maxBody);
        long timer = vertx.setTimer(
                timeout.toMillis(),
                expired ->
                        exchange.fail(Fetched.Failure.TIMEOUT, "no whole answer within " + timeout.toMillis() + " ms"));
        // Begun within compose, because a client that was closed throws instead of failing.
        Future.succeededFuture()
                .compose(begun -> client.request(request))
                .compose(ready -> {
                    exchange.began(ready);
                    return ready.send(body);
                })
                .onSuccess(exchange::read)
                .onFailure(broken -> exchange.fail(Fetched.Failure.UNREACHABLE, text(broken)));
        return exchange.outcome().onComplete(done -> vertx.cancelTimer(timer));
    }

    static String text(Throwable failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }

    public Future<Void> close() {
        return client.close();
    }
}
