// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.http;

import io.patchrisk.scoring.desk.Desk;
import io.patchrisk.scoring.telemetry.HttpMeters;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.SocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** The service's HTTP server: API, gate and console on one port. */
public final class HttpFace {

    /** Bytes of a body that are taken: 100,000 host names of 20 characters. */
    static final int LONGEST_BODY = 2 << 20;

    /** Names of 10 kB shall be told what is wrong with them; netty's own limit of 4 KiB just cuts the connection. */
    private static final int LONGEST_REQUEST_LINE = 16 << 10;

    private static final int IDLE_SECONDS = 60;

    /** Each waits at most 9 s and holds at most 2 MiB. */
    private static final int MOST_UNDER_WAY = 256;

    private final HttpServer server;
    private final Streams streams;

    private HttpFace(HttpServer server, Streams streams) {
        this.server = server;
        this.streams = streams;
    }

    /**
     * Starts to listen.
     *
     * @param address address and port to listen on, port 0 for a free one; the caller refuses addresses beyond loopback
     *     while nobody is authenticated
     */
    public static Future<HttpFace> start(
            Vertx vertx, ApiContract api, SocketAddress address, Desk desk, InstantSource clock, HttpMeters meters) {
        Reception reception = new Reception(
                () -> UUID.randomUUID().toString(), new BrowserRule(Set.of(address.host())), meters, MOST_UNDER_WAY);
        Streams streams = new Streams(desk.views(), reception);
        Routing routing = new Routing(api, desk, streams, clock, meters);
        HttpServerOptions options = new HttpServerOptions()
                .setIdleTimeout(IDLE_SECONDS)
                .setMaxInitialLineLength(LONGEST_REQUEST_LINE)
                .setCompressionSupported(true);
        return vertx.createHttpServer(options)
                .requestHandler(routing.router(vertx, reception))
                .invalidRequestHandler(InvalidRequests::refuse)
                .listen(address)
                .map(server -> new HttpFace(server, streams));
    }

    /** The port it listens on. */
    public int port() {
        return server.actualPort();
    }

    /** Stops to listen, lets requests under way be answered for at most so long, then closes. */
    public Future<Void> stop(Duration drain) {
        streams.close();
        return server.shutdown(drain.toMillis(), TimeUnit.MILLISECONDS);
    }
}
