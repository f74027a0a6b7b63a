// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.scrape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchrisk.collector.signal.SignalCatalogue;
import io.patchrisk.model.fact.HostId;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NodeExporterScraperTest {

    private static final HostId HOST = new HostId("web-1");
    private static final String METRICS = "node_load1 0.5\nnode_forks_total 10\nnode_procs_blocked 2\n";

    private final Vertx vertx = Vertx.vertx();
    private final RecordingSink sink = new RecordingSink();
    private final ScrapeSettings fast =
            new ScrapeSettings(Duration.ofSeconds(2), Duration.ofMillis(20), Duration.ofMillis(400), 4);

    @AfterEach
    void close() throws Exception {
        await(vertx.close());
    }

    @Test
    void passesOnWhatAHostStates() throws Exception {
        scrape(serve(request -> request.response().end(METRICS)), fast);

        RecordingSink.Taken taken = sink.reading();

        assertThat(taken.host()).isEqualTo(HOST);
        assertThat(taken.reading().values())
                .containsEntry("load1", 0.5)
                .containsEntry("procs_blocked", 2.0)
                .containsKey("scrape_duration")
                .doesNotContainKey("forks");
    }

    @Test
    void tellsRatesOnTheInjectedClock() throws Exception {
        AtomicInteger answered = new AtomicInteger();
        // Two seconds pass with each answer, whatever passes really.
        InstantSource clock = () -> Instant.ofEpochSecond(1000 + 2L * answered.get());
        int port =
                serve(request -> request.response().end("node_forks_total " + 10 * answered.incrementAndGet() + "\n"));
        scrape(port, fast, clock);

        sink.reading();

        assertThat(sink.reading().reading().values()).containsEntry("forks", 5.0);
    }

    @Test
    void understandsGzip() throws Exception {
        Queue<String> accepted = new ConcurrentLinkedQueue<>();
        String large = METRICS + "# HELP padding\n".repeat(20_000);
        int port = serve(
                request -> {
                    accepted.add(request.getHeader("Accept-Encoding") + " " + request.getHeader("Accept"));
                    request.response().end(large);
                },
                new HttpServerOptions().setCompressionSupported(true));
        scrape(port, fast);

        assertThat(sink.reading().reading().values()).containsEntry("load1", 0.5);
        assertThat(accepted.peek()).startsWith("gzip text/plain;version=0.0.4");
    }

    @Test
    void missesAnswersThatAreNoMetrics() throws Exception {
        assertThat(missOf(request -> request.response()
                        .putHeader("Content-Type", "text/html")
                        .end("<html>\n")))
                .contains("not_metrics")
                .contains("HTML");
        assertThat(missOf(request -> request.response().end("<html>\n<body>\n")))
                .contains("not_metrics");
        assertThat(missOf(request -> request.response().end())).contains("not_metrics");
        assertThat(missOf(request -> request.response().setStatusCode(404).end(METRICS)))
                .contains("status 404");
        assertThat(missOf(request -> request.response().setStatusCode(500).end()))
                .contains("status 500");
        assertThat(missOf(request -> request.response()
                        .setStatusCode(302)
                        .putHeader("Location", "/elsewhere")
                        .end()))
                .contains("redirects are not followed");
    }

    @Test
    void missesAnAnswerWhoseLastLineIsCut() throws Exception {
        assertThat(missOf(request -> request.response().end("node_load1 0.5\nnode_forks_to")))
                .startsWith("cut");
    }

    @Test
    void missesAnAnswerThatIsShorterThanStated() throws Exception {
        int port = await(vertx.createNetServer()
                        .connectHandler(socket -> socket.handler(request -> {
                            socket.write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n" + METRICS);
                            socket.close();
                        }))
                        .listen(0, "127.0.0.1"))
                .actualPort();
        scrape(port, fast);

        assertThat(sink.miss()).startsWith("cut");
        assertThat(sink.readings()).isEmpty();
    }

    @Test
    void missesAHostThatIsTooSlowAndAsksItAgain() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        int port = serve(request -> {
            if (asked.getAndIncrement() > 0) {
                request.response().end(METRICS);
            } else {
                request.response().setChunked(true).write("node_load1 0.5\n");
            }
        });
        scrape(port, new ScrapeSettings(Duration.ofSeconds(2), Duration.ofMillis(300), Duration.ofMillis(200), 4));

        assertThat(sink.miss()).startsWith("timeout");
        assertThat(sink.reading().reading().values()).containsEntry("load1", 0.5);
    }

    @Test
    void countsMissesOfTheHostInItsReadings() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        int port = serve(request -> {
            boolean answers = asked.getAndIncrement() % 2 == 0;
            request.response().setStatusCode(answers ? 200 : 503).end(METRICS);
        });
        scrape(port, fast);
        sink.reading();

        assertThat(sink.miss()).startsWith("status");
        assertThat(sink.reading().reading().values().get("scrapes_missed")).isPositive();
    }

    @Test
    void missesAHostThatRefusesTheConnection() throws Exception {
        int port = serve(request -> request.response().end());
        await(vertx.close());
        Vertx other = Vertx.vertx();
        NodeExporterScraper scraper =
                new NodeExporterScraper(other, fast, SignalCatalogue.bundled(), InstantSource.system(), sink);
        await(scraper.add(target(port)).compose(added -> scraper.start()));

        assertThat(sink.miss()).startsWith("unreachable");
        await(scraper.stop().compose(stopped -> other.close()));
    }

    @Test
    void missesABodyBeyondTheBound() throws Exception {
        String comment = "# " + "x".repeat(1021) + "\n";
        int port = serve(request -> request.response().end(METRICS + comment.repeat(11 * 1024)));
        scrape(port, new ScrapeSettings(Duration.ofSeconds(2), Duration.ofMillis(500), Duration.ofSeconds(5), 4));

        assertThat(sink.miss()).startsWith("too_large");
    }

    @Test
    void asksNoMoreAfterAHostIsRemovedOrTheScraperStopped() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        int port = serve(request -> {
            asked.incrementAndGet();
            request.response().end(METRICS);
        });
        NodeExporterScraper scraper = scrape(port, fast);
        sink.reading();
        await(scraper.remove(HOST).compose(removed -> scraper.stop()));
        int afterStop = asked.get();

        await(scraper.add(target(port)));

        assertThat(asked.get()).isEqualTo(afterStop);
        assertThat(scraper.counts().asked())
                .isEqualTo(scraper.counts().taken()
                        + scraper.counts().missed().values().stream()
                                .mapToLong(Long::longValue)
                                .sum());
    }

    @Test
    void waitsForTheLookUnderWayBeforeItStops() throws Exception {
        ConcurrentLinkedQueue<HttpServerRequest> held = new ConcurrentLinkedQueue<>();
        java.util.concurrent.CountDownLatch asked = new java.util.concurrent.CountDownLatch(1);
        int port = serve(request -> {
            held.add(request);
            asked.countDown();
        });
        NodeExporterScraper scraper = scrape(
                port, new ScrapeSettings(Duration.ofSeconds(2), Duration.ofMillis(50), Duration.ofSeconds(5), 4));
        assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();

        Future<Void> stopped = scraper.stop();
        vertx.runOnContext(now -> held.remove().response().end(METRICS));
        await(stopped);

        assertThat(sink.readings()).hasSize(1);
    }

    @Test
    void refusesAnAddressThatIsNone() {
        assertThatThrownBy(() -> new ScrapeTarget(HOST, URI.create("web-1:9100")))
                .hasMessageContaining("http://host:9100/metrics");
    }

    private String missOf(Handler<HttpServerRequest> answer) throws Exception {
        RecordingSink own = new RecordingSink();
        NodeExporterScraper scraper =
                new NodeExporterScraper(vertx, fast, SignalCatalogue.bundled(), InstantSource.system(), own);
        await(scraper.add(target(serve(answer))).compose(added -> scraper.start()));
        String reason = own.miss();
        await(scraper.stop());
        assertThat(own.readings()).isEmpty();
        return reason;
    }

    private NodeExporterScraper scrape(int port, ScrapeSettings settings) throws Exception {
        return scrape(port, settings, InstantSource.system());
    }

    private NodeExporterScraper scrape(int port, ScrapeSettings settings, InstantSource clock) throws Exception {
        NodeExporterScraper scraper = new NodeExporterScraper(vertx, settings, SignalCatalogue.bundled(), clock, sink);
        await(scraper.start().compose(started -> scraper.add(target(port))));
        return scraper;
    }

    private static ScrapeTarget target(int port) {
        return new ScrapeTarget(HOST, URI.create("http://127.0.0.1:" + port + "/metrics"));
    }

    private int serve(Handler<HttpServerRequest> answer) throws Exception {
        return serve(answer, new HttpServerOptions());
    }

    private int serve(Handler<HttpServerRequest> answer, HttpServerOptions options) throws Exception {
        return await(vertx.createHttpServer(options).requestHandler(answer).listen(0, "127.0.0.1"))
                .actualPort();
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
}
