// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.app;

import static io.patchrisk.scoring.store.FactStoreContract.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.patchrisk.collector.prometheus.Backfill;
import io.patchrisk.collector.prometheus.PrometheusSettings;
import io.patchrisk.collector.prometheus.PrometheusSource;
import io.patchrisk.collector.scrape.ReadingSink;
import io.patchrisk.collector.signal.SignalCatalogue;
import io.patchrisk.model.fact.HostId;
import io.patchrisk.model.fact.Patch;
import io.patchrisk.model.fact.Reading;
import io.patchrisk.model.fact.Signal;
import io.patchrisk.model.policy.Policy;
import io.patchrisk.scoring.desk.Mode;
import io.patchrisk.scoring.desk.PatchDeclaration;
import io.patchrisk.scoring.desk.RolloutDeclaration;
import io.patchrisk.scoring.desk.RolloutId;
import io.patchrisk.scoring.desk.WaveName;
import io.patchrisk.scoring.desk.WavePlan;
import io.patchrisk.scoring.fleet.Fleet;
import io.patchrisk.scoring.replay.ModelSource;
import io.patchrisk.scoring.rollout.CandidateClerk;
import io.patchrisk.scoring.rollout.Follower;
import io.patchrisk.scoring.rollout.Intake;
import io.patchrisk.scoring.rollout.Ledger;
import io.patchrisk.scoring.rollout.ServiceDesk;
import io.patchrisk.scoring.store.MemoryStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Debian's own Prometheus and VictoriaMetrics with the same history of the same fleets. Their rates differ (other rules at the
 * ends of a window), and so do limits, error codes and labels; what is decided does not.
 */
@Tag("slow")
class PrometheusDialectsTest {

    private static final Path PROMETHEUS = Path.of("/usr/bin/prometheus");
    private static final Path VICTORIA_METRICS = Path.of("/usr/bin/victoria-metrics");
    private static final Duration STEP = Duration.ofSeconds(15);
    private static final int HOSTS = 18;
    private static final int PATCHED = 5;
    private static final int BEFORE = 30;
    private static final int POINTS = 75;

    private final Vertx vertx = Vertx.vertx();
    private final List<Process> servers = new ArrayList<>();
    private final Instant start = Instant.ofEpochSecond(Instant.now().getEpochSecond() / 60 * 60 - 3600);
    private URI prometheus;
    private URI victoriaMetrics;

    @TempDir
    private Path folder;

    @BeforeEach
    void serve() throws Exception {
        for (Path server : List.of(PROMETHEUS, VICTORIA_METRICS)) {
            assumeThat(server)
                    .as("%s is not installed: not tested against it", server)
                    .exists();
        }
        StringBuilder text = new StringBuilder();
        Map<String, List<String>> families = new TreeMap<>();
        for (double slower : new double[] {1, 3}) {
            history(slower == 1 ? "calm" : "slower", slower, families);
        }
        families.forEach((name, lines) -> {
            text.append("# TYPE ").append(name).append(" unknown\n");
            lines.forEach(line -> text.append(line).append('\n'));
        });
        prometheus = prometheus(text + "# EOF\n");
        victoriaMetrics = victoriaMetrics(text.toString());
    }

    @AfterEach
    void end() throws Exception {
        await(vertx.close());
        for (Process server : servers) {
            server.destroy();
            server.waitFor(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void giveTheSameDecisions() throws Exception {
        for (String job : List.of("calm", "slower")) {
            List<String> one = decisions(prometheus, job);
            List<String> other = decisions(victoriaMetrics, job);
            long same = IntStream.range(0, one.size())
                    .filter(i -> one.get(i).equals(other.get(i)))
                    .count();
            System.out.println(job + ": " + same + " of " + one.size() + " looks say the same; at last " + last(one)
                    + " and " + last(other));

            assertThat(last(other)).as(job).isEqualTo(last(one));
            assertThat(last(one)).startsWith(job.equals("slower") ? "stop" : "proceed");
            assertThat(same).as("looks that say the same").isGreaterThanOrEqualTo(one.size() - 2L);
        }
    }

    private static String last(List<String> all) {
        return all.get(all.size() - 1);
    }

    /** What is decided look by look, when a service takes the history in as it went. */
    private List<String> decisions(URI store, String job) throws IOException {
        SignalCatalogue catalogue = SignalCatalogue.bundled().withLabSignals();
        TreeMap<Instant, Map<HostId, Reading>> readings = read(store, job, catalogue);
        Instant[] now = {start};
        Map<String, Signal> signals = new HashMap<>();
        catalogue.signals().forEach(signal -> signals.put(signal.name(), signal));
        Fleet fleet = new Fleet(signals, List.of(), STEP, Duration.ofDays(1), Duration.ofMinutes(10));
        Ledger ledger = new Ledger(new MemoryStore(() -> now[0]), fleet, vertx.getOrCreateContext());
        Intake intake = new Intake(ledger, () -> now[0]);
        Policy policy = new Policy(0.01, 0.01, 0.05, 0.02, 90, 300, 60, 5, 0.95, 3, 0.2, 86_400, true, 120, true);
        Follower follower = new Follower(vertx, ledger, fleet, policy, ModelSource.shipped(), STEP, () -> now[0]);
        ServiceDesk desk = new ServiceDesk(
                ledger,
                fleet,
                follower,
                intake,
                new CandidateClerk(vertx, ledger, fleet, null, () -> now[0]),
                STEP,
                Duration.ofHours(24),
                5,
                () -> now[0]);
        await(desk.declarePatch(new PatchDeclaration(
                "p1", Patch.Kind.LIVE, null, null, List.of("lp_one"), List.of(), List.of(), null)));
        List<HostId> wave =
                IntStream.range(0, PATCHED).mapToObj(i -> new HostId(job + i)).toList();
        RolloutId rollout = new RolloutId("r1");
        await(desk.openRollout(new RolloutDeclaration(
                rollout, "p1", Mode.ENFORCING, List.of(new WavePlan(new WaveName("w1"), wave)), null)));
        List<String> decisions = new ArrayList<>();
        readings.forEach((at, hosts) -> {
            now[0] = at.plusSeconds(1);
            hosts.forEach((host, reading) -> await(intake.accept(host, reading)));
            await(follower.look());
            var assessment = await(desk.gate(rollout, null));
            decisions.add(assessment.decision().name().toLowerCase(Locale.ROOT) + " "
                    + assessment.reasons().get(0).code());
        });
        return decisions;
    }

    private TreeMap<Instant, Map<HostId, Reading>> read(URI store, String job, SignalCatalogue catalogue) {
        TreeMap<Instant, Map<HostId, Reading>> readings = new TreeMap<>();
        ReadingSink sink = new ReadingSink() {
            @Override
            public Future<Void> accept(HostId host, Reading reading) {
                readings.computeIfAbsent(reading.at(), first -> new TreeMap<>()).put(host, reading);
                return Future.succeededFuture();
            }

            @Override
            public void missed(HostId host, Instant at, String reason) {
                throw new AssertionError(host + " " + reason);
            }
        };
        PrometheusSettings usual = PrometheusSettings.of(store, STEP);
        PrometheusSettings settings = new PrometheusSettings(
                store,
                "",
                "instance",
                "{job=\"" + job + "\"}",
                STEP,
                usual.rateWindow(),
                usual.delay(),
                50,
                usual.timeout(),
                STEP);
        PrometheusSource source = new PrometheusSource(
                vertx, settings, catalogue, Instant::now, name -> Optional.of(new HostId(name)), sink);
        Set<HostId> hosts = new HashSet<>();
        IntStream.range(0, HOSTS).forEach(i -> hosts.add(new HostId(job + i)));
        Backfill came = await(source.read(hosts, start.plusSeconds(60), start.plus(STEP.multipliedBy(POINTS - 1))));
        assertThat(came.failures()).as(store.toString()).isEmpty();
        assertThat(came.unknownInstances()).isEmpty();
        assertThat(came.readings()).isEqualTo((POINTS - 4L - 1) * HOSTS + HOSTS);
        return readings;
    }

    /** Hosts whose counters grow with noise; requests of patched hosts take {@code slower} times as long after the patch. */
    private void history(String job, double slower, Map<String, List<String>> families) {
        Random noise = new Random(11);
        for (int host = 0; host < HOSTS; host++) {
            Map<String, Double> counters = new HashMap<>();
            for (int point = 0; point < POINTS; point++) {
                double requests = 15 * (100 + noise.nextGaussian());
                boolean patched = host < PATCHED && point >= BEFORE;
                double latency = 0.01 * Math.exp(0.03 * noise.nextGaussian()) * (patched ? slower : 1);
                counters.merge("app_request_duration_seconds_count", requests, Double::sum);
                counters.merge("app_request_duration_seconds_sum", requests * latency, Double::sum);
                counters.merge("node_context_switches_total", 15 * (4000 + 40 * noise.nextGaussian()), Double::sum);
                counters.merge("node_forks_total", 15 * (20 + noise.nextGaussian()), Double::sum);
                counters.merge("kernel_oops_total", 0.0, Double::sum);
                counters.merge("kernel_warn_total", 0.0, Double::sum);
                Map<String, Double> all = new TreeMap<>(counters);
                all.put("node_load1", 1 + 0.05 * noise.nextGaussian());
                all.put("node_boot_time_seconds", start.getEpochSecond() - 1e6);
                all.put("livepatch_collector_success", 1.0);
                all.put("up", 1.0);
                long at = start.getEpochSecond() + point * STEP.toSeconds();
                String labels = "{instance=\"" + job + host + "\",job=\"" + job + "\"";
                all.forEach((name, value) -> line(families, name, labels + "}", value, at));
                if (patched) {
                    line(families, "livepatch_enabled", labels + ",patch=\"lp_one\"}", 1, at);
                    line(families, "livepatch_transition", labels + ",patch=\"lp_one\"}", 0, at);
                }
            }
        }
    }

    private static void line(Map<String, List<String>> families, String name, String labels, double value, long at) {
        families.computeIfAbsent(name, first -> new ArrayList<>()).add(name + labels + " " + value + " " + at);
    }

    private URI prometheus(String openMetrics) throws Exception {
        Path file = Files.writeString(folder.resolve("history.om"), openMetrics);
        Path blocks = folder.resolve("tsdb");
        Process promtool = new ProcessBuilder(
                        "promtool", "tsdb", "create-blocks-from", "openmetrics", file.toString(), blocks.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("promtool.log").toFile())
                .start();
        assertThat(promtool.waitFor())
                .as(Files.readString(folder.resolve("promtool.log")))
                .isZero();
        int port = freePort();
        URI root = URI.create("http://127.0.0.1:" + port);
        start(
                PROMETHEUS.toString(),
                "--config.file=" + Files.writeString(folder.resolve("prometheus.yml"), "global: {}\n"),
                "--storage.tsdb.path=" + blocks,
                "--web.listen-address=127.0.0.1:" + port);
        ready(root);
        return root;
    }

    /** Every series gets a label more, as remote write adds a Prometheus' external labels. */
    private URI victoriaMetrics(String text) throws Exception {
        int port = freePort();
        URI root = URI.create("http://127.0.0.1:" + port);
        start(
                VICTORIA_METRICS.toString(),
                "-storageDataPath=" + folder.resolve("vm"),
                "-httpListenAddr=127.0.0.1:" + port,
                "-retentionPeriod=1");
        ready(root);
        // This exposition format has milliseconds where OpenMetrics has seconds.
        String milliseconds = text.replaceAll("(?m)^([a-z].*)$", "$1" + "000");
        assertThat(send(HttpRequest.newBuilder(root.resolve("/api/v1/import/prometheus?extra_label=fleet=lab"))
                        .POST(HttpRequest.BodyPublishers.ofString(milliseconds))))
                .isEqualTo(204);
        // What was taken can be asked for a moment later, or at once when it is told to hurry.
        send(HttpRequest.newBuilder(root.resolve("/internal/force_flush")));
        return root;
    }

    private static void ready(URI root) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        int status = 0;
        while (status != 200 && System.nanoTime() < end) {
            try {
                status = send(HttpRequest.newBuilder(root.resolve("/api/v1/query?query=1")));
            } catch (IOException notYet) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            }
        }
        assertThat(status).as("%s is ready", root).isEqualTo(200);
    }

    private static int send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(request.timeout(Duration.ofSeconds(30)).build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
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
}
