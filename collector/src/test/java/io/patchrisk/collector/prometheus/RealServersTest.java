// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.patchrisk.collector.scrape.NodeExporterScraper;
import io.patchrisk.collector.scrape.RecordingSink;
import io.patchrisk.collector.scrape.ScrapeSettings;
import io.patchrisk.collector.scrape.ScrapeTarget;
import io.patchrisk.collector.signal.SignalCatalogue;
import io.patchrisk.model.fact.HostId;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Debian's own node_exporter, Prometheus and VictoriaMetrics on loopback, where they are installed. */
@Tag("slow")
class RealServersTest {

    private static final Path NODE_EXPORTER = Path.of("/usr/bin/prometheus-node-exporter");
    private static final Path PROMETHEUS = Path.of("/usr/bin/prometheus");
    private static final Path VICTORIA_METRICS = Path.of("/usr/bin/victoria-metrics");
    private static final HostId HOST = new HostId("this-machine");
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Vertx vertx = Vertx.vertx();
    private final RecordingSink sink = new RecordingSink();
    private final List<Process> servers = new ArrayList<>();

    @TempDir
    private Path folder;

    @AfterEach
    void end() throws Exception {
        await(vertx.close());
        for (Process server : servers) {
            server.destroy();
            server.waitFor(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void scrapesDebiansNodeExporter() throws Exception {
        int port = nodeExporter();
        NodeExporterScraper scraper = new NodeExporterScraper(
                vertx,
                new ScrapeSettings(SECOND, SECOND, Duration.ofMillis(900), 1),
                SignalCatalogue.bundled(),
                InstantSource.system(),
                sink);
        await(scraper.add(new ScrapeTarget(HOST, URI.create("http://127.0.0.1:" + port + "/metrics")))
                .compose(added -> scraper.start()));

        sink.reading();
        Map<String, Double> values = sink.reading().reading().values();
        await(scraper.stop());

        assertThat(values).containsKeys("cpu_system", "context_switches", "memory_unreclaimable_slab", "load1");
        assertThat(values.get("cpu_system")).isBetween(0.0, 1.0);
        assertThat(scraper.counts().rejectedLines()).isEmpty();
    }

    @Test
    void asksDebiansPrometheusNothingThatItRefuses() throws Exception {
        int exporter = nodeExporter();
        URI prometheus = prometheus(exporter);
        PrometheusSettings settings = new PrometheusSettings(
                prometheus,
                "",
                "instance",
                "{job=\"node\"}",
                SECOND,
                SECOND.multipliedBy(4),
                SECOND.multipliedBy(2),
                10_000,
                Duration.ofSeconds(5),
                SECOND);
        PrometheusSource source = new PrometheusSource(
                vertx,
                settings,
                SignalCatalogue.bundled().withLabSignals(),
                InstantSource.system(),
                instance -> Optional.of(HOST),
                sink);
        BlockingQueue<Backfill> looks = new LinkedBlockingQueue<>();
        await(source.start(looks::add));

        // Prometheus needs a few seconds until it has two samples of each series.
        Map<String, Double> values = Map.of();
        for (int i = 0; i < 10 && !values.containsKey("cpu_system"); i++) {
            values = sink.reading().reading().values();
        }
        await(source.stop());

        assertThat(values).containsKeys("cpu_system", "context_switches", "load1", "swapped_pages", "scrape_duration");
        assertThat(looks)
                .flatExtracting(Backfill::failures)
                .allMatch(failure -> failure.reason() == QueryFailure.Reason.UNREACHABLE
                        || failure.reason() == QueryFailure.Reason.UNAVAILABLE);
    }

    /** Sixteen hosts are fewer series than its limit, their processors are more: only what is refused is missing. */
    @Test
    void saysWhichLimitOfVictoriaMetricsItMet() throws Exception {
        assumeThat(VICTORIA_METRICS)
                .as("VictoriaMetrics is not installed: not tested against it")
                .exists();
        int port = freePort();
        URI url = URI.create("http://127.0.0.1:" + port);
        start(
                VICTORIA_METRICS.toString(),
                "-httpListenAddr=127.0.0.1:" + port,
                "-storageDataPath=" + folder.resolve("vm"),
                "-search.maxUniqueTimeseries=40");
        long now = System.currentTimeMillis() / 1000;
        long end = now / 15 * 15 - 60;
        send(url, series(end));
        PrometheusSource source = new PrometheusSource(
                vertx,
                new PrometheusSettings(
                        url,
                        "",
                        "instance",
                        "",
                        SECOND.multipliedBy(15),
                        SECOND.multipliedBy(60),
                        SECOND.multipliedBy(30),
                        10_000,
                        Duration.ofSeconds(5),
                        SECOND.multipliedBy(15)),
                SignalCatalogue.bundled(),
                InstantSource.system(),
                instance -> Optional.of(new HostId(instance)),
                sink);
        Set<HostId> hosts = IntStream.range(0, 16)
                .mapToObj(host -> new HostId("web-" + host))
                .collect(Collectors.toSet());
        Backfill read = await(source.read(hosts, Instant.ofEpochSecond(end - 300), Instant.ofEpochSecond(end)));

        assertThat(read.failures()).isNotEmpty().allSatisfy(failure -> {
            assertThat(failure.reason()).isEqualTo(QueryFailure.Reason.REFUSED);
            assertThat(failure.query()).contains("node_cpu_seconds_total");
            assertThat(failure.detail()).contains("422").contains("the number of matching timeseries exceeds 40");
        });
        assertThat(sink.readings())
                .hasSizeGreaterThan(16 * 10)
                .allSatisfy(taken -> assertThat(taken.reading().values())
                        .containsKey("load1")
                        .doesNotContainKey("cpu_system"));
    }

    private static String series(long end) {
        StringBuilder text = new StringBuilder();
        for (int host = 0; host < 16; host++) {
            for (long at = end - 300; at <= end; at += 15) {
                String labels = "instance=\"web-" + host + "\"";
                text.append("up{%s} 1 %d000\nnode_load1{%s} 0.5 %d000\n".formatted(labels, at, labels, at));
                for (String mode : List.of("system", "user", "idle")) {
                    text.append("node_cpu_seconds_total{%s,mode=\"%s\"} %d %d000\n"
                            .formatted(labels, mode, at - end + 300, at));
                }
            }
        }
        return text.toString();
    }

    /** Sends samples as soon as the server takes them, and returns when it shows them. */
    private static void send(URI url, String text) throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest samples = HttpRequest.newBuilder(url.resolve("/api/v1/import/prometheus"))
                .POST(HttpRequest.BodyPublishers.ofString(text))
                .build();
        HttpRequest flush =
                HttpRequest.newBuilder(url.resolve("/internal/force_flush")).build();
        for (int i = 0; ; i++) {
            try {
                assertThat(client.send(samples, HttpResponse.BodyHandlers.discarding())
                                .statusCode())
                        .isEqualTo(204);
                client.send(flush, HttpResponse.BodyHandlers.discarding());
                return;
            } catch (ConnectException notYet) {
                assertThat(i).as("tries until VictoriaMetrics takes samples").isLessThan(100);
                Thread.sleep(100);
            }
        }
    }

    private int nodeExporter() throws IOException {
        assumeThat(NODE_EXPORTER)
                .as("node_exporter is not installed: not tested against it")
                .exists();
        int port = freePort();
        start(NODE_EXPORTER.toString(), "--web.listen-address=127.0.0.1:" + port);
        return port;
    }

    private URI prometheus(int exporter) throws IOException {
        assumeThat(PROMETHEUS)
                .as("Prometheus is not installed: not tested against it")
                .exists();
        Path config = Files.writeString(folder.resolve("prometheus.yml"), """
                global: {scrape_interval: 1s, scrape_timeout: 900ms}
                scrape_configs:
                  - job_name: node
                    static_configs: [{targets: ["127.0.0.1:%d"]}]
                """.formatted(exporter));
        int port = freePort();
        start(
                PROMETHEUS.toString(),
                "--config.file=" + config,
                "--storage.tsdb.path=" + folder.resolve("tsdb"),
                "--web.listen-address=127.0.0.1:" + port);
        return URI.create("http://127.0.0.1:" + port);
    }

    private void start(String... command) throws IOException {
        servers.add(new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(
                        folder.resolve("server-" + servers.size() + ".log").toFile())
                .start());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }
}
