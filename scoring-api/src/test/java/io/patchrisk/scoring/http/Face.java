// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.http;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.patchrisk.scoring.telemetry.HttpMeters;
import io.patchrisk.scoring.telemetry.Meters;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/** A face on loopback before a fake desk, with a client that speaks to it over real HTTP. */
final class Face implements AutoCloseable {

    final FakeDesk desk = new FakeDesk();
    final PrometheusMeterRegistry registry = Meters.create();
    final Vertx vertx = Vertx.vertx();
    final HttpFace server = await(ApiContract.read(vertx)
            .compose(api -> HttpFace.start(
                    vertx,
                    api,
                    SocketAddress.inetSocketAddress(0, "127.0.0.1"),
                    desk,
                    InstantSource.fixed(Examples.NOW),
                    new HttpMeters(registry))));
    final WebClient client = WebClient.create(
            vertx,
            new WebClientOptions()
                    .setDefaultHost("127.0.0.1")
                    .setDefaultPort(server.port())
                    .setFollowRedirects(false));

    static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("did not succeed within 20 s", e);
        }
    }

    HttpResponse<Buffer> get(String uri) {
        return await(request("GET", uri).send());
    }

    HttpResponse<Buffer> post(String uri, String json) {
        return await(request("POST", uri)
                .putHeader("Content-Type", "application/json")
                .sendBuffer(Buffer.buffer(json)));
    }

    HttpRequest<Buffer> request(String method, String uri) {
        return client.request(HttpMethod.valueOf(method), uri);
    }

    static JsonObject problem(HttpResponse<Buffer> response) {
        if (!"application/problem+json".equals(response.getHeader("Content-Type"))) {
            throw new AssertionError("no problem but " + response.statusCode() + " " + response.bodyAsString());
        }
        return response.bodyAsJsonObject();
    }

    @Override
    public void close() {
        await(server.stop(Duration.ofSeconds(1)));
        await(vertx.close());
    }
}
