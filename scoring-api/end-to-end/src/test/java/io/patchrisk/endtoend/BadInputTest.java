// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchrisk.endtoend.FakeExporter.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What bad input gets from the running service. Each test adds a line to the table in {@code target/bad-input.md}; after each,
 * the counters add up and no gate says proceed.
 */
@Tag("slow")
class BadInputTest {

    private static final String GATE = "/api/v1/gate?rollout=r1";
    private static final String KERNEL_LOG = "/api/v1/hosts/good/kernel-log";
    private static final Duration SOON = Duration.ofSeconds(15);
    private static final List<String> SOURCES = List.of("node_exporter", "netconsole", "prometheus", "push");
    private static final List<String> ROWS = new ArrayList<>();

    @TempDir
    private static Path folder;

    private static final CountDownLatch ENDED = new CountDownLatch(1);
    private static final List<AutoCloseable> OPEN = new ArrayList<>();
    private static ServiceProcess service;
    private static Kernel kernel;
    private static FakeExporter prometheus;
    private static volatile Answer store = html();

    @BeforeAll
    static void start() throws Exception {
        int udp = Servers.freeUdpPort();
        Config config = new Config(folder).kernel("good", "127.0.1.1", udp).kernel("garbled", "127.0.1.2", udp);
        config.scrape("good", exporter(n -> Answer.metrics(metrics(n, 0))));
        config.scrape(
                "not-finite",
                exporter(n -> Answer.metrics(metrics(n, 0)
                        + "node_memory_MemAvailable_bytes NaN\nnode_load1 +Inf\nnode_vmstat_pgmajfault -Inf\n")));
        config.scrape("truncated", exporter(n -> new Answer(200, "text/plain", metrics(n, 0), 500)));
        config.scrape("half-a-line", exporter(n -> Answer.metrics(metrics(n, 0).stripTrailing() + "\nnode_lo")));
        config.scrape("other-clock", exporter(n -> Answer.metrics(metrics(n, 86_400))));
        config.scrape("html", exporter(n -> html()));
        config.scrape("nobody", URI.create("http://127.0.0.1:" + Servers.freePort() + "/metrics"));
        prometheus = new FakeExporter(n -> slowly(store));
        OPEN.add(prometheus);
        config.prometheus(prometheus.root());
        service = ServiceProcess.start(config);
        OPEN.add(service);
        kernel = new Kernel("127.0.1.1", udp);
        OPEN.add(kernel);
        assertThat(post("/api/v1/patches", "{\"id\": \"p1\", \"kind\": \"live\", \"modules\": [\"lp1\"]}")
                        .status())
                .isEqualTo(201);
        assertThat(post("/api/v1/rollouts", """
                        {"id": "r1", "patch": "p1", "mode": "enforcing",
                         "waves": [{"name": "w1", "hosts": ["good"]}, {"name": "w2", "hosts": ["not-finite"]}]}""").status()).isEqualTo(201);
    }

    @AfterAll
    static void end() throws Exception {
        for (AutoCloseable open : OPEN) {
            open.close();
        }
        Path table = Path.of("target", "bad-input.md").toAbsolutePath();
        Files.createDirectories(table.getParent());
        Files.writeString(
                table,
                "| input | what it gets | in its own words, or what follows |\n|---|---|---|\n"
                        + String.join("\n", ROWS) + "\n");
    }

    @AfterEach
    void countersAddUpAndNothingProceeds() throws Exception {
        assertThat(service.isAlive()).isTrue();
        for (String source : SOURCES) {
            Eventually.await(
                    source + ": received = stored + rejected + dropped + under way",
                    SOON,
                    () -> unaccounted(service.metrics(), source),
                    // Looks at slow or dead hosts may be under way at the moment of the scrape.
                    missing -> missing >= 0 && missing <= (source.equals("node_exporter") ? 7 : 1));
        }
        Reply gate = service.api().get(GATE);
        assertThat(gate.decision()).isIn("hold", "unknown");
        assertThat(service.api().get(GATE + "&enforce=true").status()).isIn(409, 424);
    }

    private static double unaccounted(Metrics metrics, String source) {
        String label = "source=\"" + source + "\"";
        return metrics.sum("patchrisk_ingest_received_total", label)
                - metrics.sum("patchrisk_ingest_stored_total", label)
                - metrics.sum("patchrisk_ingest_rejected_total", label)
                - metrics.sum("patchrisk_ingest_dropped_total", label);
    }

    @Test
    void unknownRollout() throws Exception {
        Reply gate = service.api().get("/api/v1/gate?rollout=r2");
        assertThat(gate.status()).isEqualTo(200);
        assertThat(gate.decision()).isEqualTo("unknown");
        Reply enforced = service.api().get("/api/v1/gate?rollout=r2&enforce=true");
        assertThat(enforced.status()).isEqualTo(424);
        row("gate of an unknown rollout", "200 `unknown`, reason `unknown_rollout`; 424 with `enforce=true`", "");
        problem("risk of an unknown rollout", 404, service.api().get("/api/v1/rollouts/r2/risk"));
        problem(
                "patched report to an unknown rollout",
                404,
                post("/api/v1/rollouts/r2/patched", "{\"host\": \"good\", \"at\": \"" + Instant.now() + "\"}"));
    }

    @Test
    void unknownHost() throws Exception {
        problem("kernel log of an unknown host", 404, push("/api/v1/hosts/goood/kernel-log", "k1", "[1.0] x\n"));
        problem(
                "patched report of an unknown host",
                404,
                post("/api/v1/rollouts/r1/patched", "{\"host\": \"goood\", \"at\": \"" + Instant.now() + "\"}"));
        Metrics metrics = service.metrics();
        assertThat(metrics.sum("patchrisk_ingest_rejected_total", "source=\"push\"", "unknown_host"))
                .isGreaterThanOrEqualTo(2);
    }

    @Test
    void malformedJson() throws Exception {
        problem("malformed JSON", 400, post("/api/v1/rollouts", "{\"id\": \"r9\", "));
        problem("no JSON at all", 400, post("/api/v1/rollouts", "proceed"));
        problem("an empty body", 400, post("/api/v1/rollouts", ""));
    }

    @Test
    void wrongTypes() throws Exception {
        problem("a number for a name", 400, post("/api/v1/patches", "{\"id\": 7, \"kind\": \"live\"}"));
        problem(
                "text for a list",
                400,
                post("/api/v1/patches", "{\"id\": \"p2\", \"kind\": \"live\", \"modules\": \"m\"}"));
        problem("an unknown field", 400, post("/api/v1/patches", "{\"id\": \"p2\", \"kind\": \"live\", \"sort\": 1}"));
        problem("an unknown kind of patch", 422, post("/api/v1/patches", "{\"id\": \"p2\", \"kind\": \"dead\"}"));
        problem("text for a time", 422, post("/api/v1/rollouts/r1/patched", "{\"host\": \"good\", \"at\": \"noon\"}"));
        problem("another media type", 415, service.api().post("/api/v1/patches", "text/xml", "k2", "<patch/>"));
        problem("an unknown query parameter", 400, service.api().get(GATE + "&wafe=w1"));
    }

    @Test
    void hugeBodies() throws Exception {
        String announced = statusOfHugeBody(true);
        assertThat(announced).contains("413");
        String chunked = statusOfHugeBody(false);
        assertThat(chunked).contains("413");
        row("a body of 100 MB, announced", "`" + announced + "`", "the rest is not read");
        row("a body of 100 MB, chunked", "`" + chunked + "`", "the rest is not read");
    }

    @Test
    void oddNames() throws Exception {
        for (String odd : List.of("..%2F..%2Fetc%2Fpasswd", "a%0Ab", "a%22b", "a%27b", "a%00b", "%F0%9F%90%A7")) {
            problem(
                    "host named `" + odd + "` in a path",
                    400,
                    push("/api/v1/hosts/" + odd + "/kernel-log", "k3", "x\n"));
            problem(
                    "rollout named `" + odd + "` at the gate",
                    400,
                    service.api().get("/api/v1/gate?rollout=" + odd));
        }
        problem("name of 10 kB at the gate", 400, service.api().get("/api/v1/gate?rollout=" + "a".repeat(10_000)));
        for (String odd : List.of("../../etc/passwd", "a\\nb", "a\\\"b", "a".repeat(10_000))) {
            String shown = odd.length() > 100 ? "10 kB" : odd;
            problem(
                    "patch named `" + shown + "` in a body",
                    422,
                    post("/api/v1/patches", "{\"id\": \"" + odd + "\", \"kind\": \"live\"}"));
        }
    }

    @Test
    void timeInTheFuture() throws Exception {
        Instant future = Instant.now().plusSeconds(3600);
        problem(
                "a patch time one hour ahead",
                422,
                post("/api/v1/rollouts/r1/patched", "{\"host\": \"good\", \"at\": \"" + future + "\"}"));
    }

    @Test
    void sameKeyWithOtherContent() throws Exception {
        assertThat(push(KERNEL_LOG, "same", "[9.000001] one\n").status()).isEqualTo(202);
        Reply again = push(KERNEL_LOG, "same", "[9.000001] one\n");
        assertThat(again.status()).isEqualTo(202);
        assertThat(again.json().path("repeated").asBoolean()).isTrue();
        row("the same push again under its key", "202 `repeated: true`", "stored once");
        String pause = "{\"action\": \"pause\", \"by\": \"eve\", \"reason\": \"lunch\"}";
        for (int i = 0; i < 2; i++) {
            Reply paused = service.api().post("/api/v1/rollouts/r1/actions", "application/json", "pause-1", pause);
            assertThat(paused.status()).as(paused.toString()).isEqualTo(200);
        }
        problem(
                "another action under the same key",
                409,
                service.api()
                        .post(
                                "/api/v1/rollouts/r1/actions",
                                "application/json",
                                "pause-1",
                                pause.replace("lunch", "dinner")));
        problem("another push under the same key", 409, push(KERNEL_LOG, "same", "[9.000001] two\n"));
    }

    @Test
    void badScrapes() throws Exception {
        await("NaN and infinity", m -> true);
        Eventually.await("not-finite is read", SOON, () -> host("not-finite"), host -> !host.contains("\"silent\""));
        row("NaN and +Inf samples in a scrape", "the scrape is taken without these values", "the host is observed");
        await("cut", m -> m.sum("patchrisk_ingest_rejected_total", "reason=\"cut\"") >= 2);
        row("a scrape that breaks off", "rejected, reason `cut`", "missing data: the host goes silent");
        row("a scrape whose last line has no end", "rejected, reason `cut`", "missing data: the host goes silent");
        await("html", m -> m.sum("patchrisk_ingest_rejected_total", "node_exporter", "reason=\"not_metrics\"") >= 1);
        row("a scrape that is HTML", "rejected, reason `not_metrics`", "missing data: the host goes silent");
        await("nobody", m -> m.sum("patchrisk_ingest_rejected_total", "node_exporter", "reason=\"unreachable\"") >= 1);
        row("a host that refuses connections", "rejected, reason `unreachable`", "missing data: the host goes silent");
        assertThat(host("truncated")).contains("\"silent\"");
        assertThat(host("html")).contains("\"silent\"");
    }

    @Test
    void otherClock() throws Exception {
        String readiness = Eventually.await(
                "a host a day ahead is read", SOON, () -> host("other-clock"), host -> !host.contains("\"silent\""));
        assertThat(readiness).doesNotContain("rebooted");
        row("a host whose clock is a day ahead", "readings are placed by our clock", "a clock alone is no reboot");
        kernel.print(50_000_000_000L, "a line");
        kernel.print(50_000_100_000L, "another line");
        kernel.print(10_000_000L, "stamps fell by hours");
        kernel.print(90_000_000_000L, "stamps jumped by days");
        await("stamps", m -> m.sum("patchrisk_ingest_stored_total", "source=\"netconsole\"") >= 4);
        row("netconsole stamps that jump back and ahead", "all stored; a fall begins another boot", "");
    }

    @Test
    void garbageDatagrams() throws Exception {
        Metrics before = service.metrics();
        Random random = new Random(7);
        for (int i = 0; i < 200; i++) {
            byte[] garbage = new byte[random.nextInt(1400)];
            random.nextBytes(garbage);
            kernel.send(garbage);
        }
        kernel.send(new byte[0]);
        kernel.send("6,1,1,-,ncfrag=9/3;x".getBytes(StandardCharsets.US_ASCII));
        try (Kernel stranger = new Kernel("127.0.1.99", kernelPort())) {
            stranger.print("livepatch: enabling patch 'forged'");
        }
        await("strangers", m -> m.sum("patchrisk_ingest_rejected_total", "reason=\"unlisted\"") >= 1);
        Metrics after = await(
                "garbage",
                m -> m.sum("patchrisk_ingest_received_total", "source=\"netconsole\"")
                        >= before.sum("patchrisk_ingest_received_total", "source=\"netconsole\"") + 203);
        assertThat(after.sum("patchrisk_ingest_rejected_total", "reason=\"not_text\""))
                .isPositive();
        assertThat(service.api().get("/api/v1/rollouts").text()).doesNotContain("forged");
        row(
                "200 datagrams of random bytes, an empty one, an impossible fragment",
                "rejected, reasons `not_text`, `empty`, `bad_fragment`; the few that read as text are stored as lines",
                "no report, no rollout");
        row("a datagram of a sender that is not listed", "rejected, reason `unlisted`", "opens no rollout");
    }

    @Test
    void badPrometheus() throws Exception {
        store = html();
        await("HTML", m -> m.sum("patchrisk_ingest_rejected_total", "reason=\"not_understood\"") >= 1);
        assertThat(service.metrics().sum("patchrisk_source_up", "source=\"prometheus\""))
                .isZero();
        row("a Prometheus that answers HTML", "rejected, reason `not_understood`", "`patchrisk_source_up` 0");
        store = new Answer(503, "text/plain", "starting", 0);
        await("503", m -> m.sum("patchrisk_ingest_rejected_total", "reason=\"unavailable\"") >= 1);
        row("a Prometheus that answers 503", "rejected, reason `unavailable`", "`patchrisk_source_up` 0");
        store = new Answer(200, "application/json", "slow", 0);
        await("slow", m -> m.sum("patchrisk_ingest_rejected_total", "prometheus", "reason=\"timeout\"") >= 1);
        row("a Prometheus that is slow", "rejected, reason `timeout`", "`patchrisk_source_up` 0");
        prometheus.close();
        await("down", m -> m.sum("patchrisk_ingest_rejected_total", "prometheus", "reason=\"unreachable\"") >= 1);
        assertThat(service.metrics().sum("patchrisk_source_up", "source=\"prometheus\""))
                .isZero();
        row("a Prometheus that is down", "rejected, reason `unreachable`", "`patchrisk_source_up` 0");
    }

    private static Metrics await(String what, Predicate<Metrics> awaited) throws Exception {
        return Eventually.await(what, Duration.ofSeconds(30), service::metrics, awaited);
    }

    private static String host(String name) throws IOException, InterruptedException {
        return service.api().get("/api/v1/hosts/" + name).text();
    }

    private static int kernelPort() throws IOException {
        String config = Files.readString(folder.resolve("patchrisk.yaml"));
        return Integer.parseInt(config.replaceAll("(?s).*netconsole:.*?port: (\\d+).*", "$1"));
    }

    private static void problem(String input, int status, Reply reply) {
        assertThat(reply.status()).as(input + ": " + reply).isEqualTo(status);
        assertThat(reply.isProblem()).as(input + ": " + reply).isTrue();
        String detail = reply.json().path("detail").asText();
        row(input, status + " `" + reply.json().path("type").asText().replaceAll(".*[:/]", "") + "`", cut(detail));
    }

    private static String cut(String text) {
        String line = text.replace("|", "\\|").replace("\n", " ");
        return line.length() > 200 ? line.substring(0, 200) + "…" : line;
    }

    private static void row(String input, String gets, String then) {
        ROWS.add("| " + input + " | " + gets + " | " + then + " |");
    }

    private static Reply post(String path, String json) throws IOException, InterruptedException {
        return service.api()
                .send(service.api()
                        .request(path)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(json)));
    }

    private static Reply push(String path, String key, String text) throws IOException, InterruptedException {
        return service.api().post(path, "text/plain", key, text);
    }

    /** First line of the answer to 100 MB, sent until the service says something. */
    private static String statusOfHugeBody(boolean announced) throws IOException {
        URI root = service.api().root();
        try (Socket socket = new Socket(root.getHost(), root.getPort())) {
            OutputStream out = socket.getOutputStream();
            String length = announced ? "Content-Length: 100000000" : "Transfer-Encoding: chunked";
            out.write(("POST " + KERNEL_LOG + " HTTP/1.1\r\nHost: " + root.getAuthority()
                            + "\r\nContent-Type: text/plain\r\n" + length + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            byte[] line = ("a".repeat(1023) + "\n").getBytes(StandardCharsets.US_ASCII);
            InputStream in = socket.getInputStream();
            try {
                for (int sent = 0; sent < 100_000 && in.available() == 0; sent++) {
                    if (!announced) {
                        out.write("400\r\n".getBytes(StandardCharsets.US_ASCII));
                    }
                    out.write(line);
                    if (!announced) {
                        out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
                    }
                }
            } catch (IOException e) {
                assertThat(in.available())
                        .as("the service hung up without an answer: " + e)
                        .isPositive();
            }
            byte[] answer = new byte[200];
            int read = in.read(answer);
            return new String(answer, 0, Math.max(0, read), StandardCharsets.US_ASCII)
                    .lines()
                    .findFirst()
                    .orElse("");
        }
    }

    private static URI exporter(FakeExporter.Answers answers) throws IOException {
        FakeExporter exporter = new FakeExporter(answers);
        OPEN.add(exporter);
        return exporter.root().resolve("/metrics");
    }

    private static Answer html() {
        return new Answer(200, "text/html", "<html><body>Log in first</body></html>", 0);
    }

    private static Answer slowly(Answer answer) throws InterruptedException {
        if (answer.body().equals("slow")) {
            assertThat(ENDED.await(3, TimeUnit.SECONDS)).isFalse();
        }
        return answer;
    }

    /** What a node_exporter says, told by a host whose clock is so many seconds ahead. */
    private static String metrics(long scrape, long ahead) {
        double now = System.currentTimeMillis() / 1e3 + ahead;
        return """
                node_time_seconds %.3f
                node_boot_time_seconds %.3f
                node_cpu_seconds_total{cpu="0",mode="idle"} %d
                node_cpu_seconds_total{cpu="0",mode="system"} %d
                node_cpu_seconds_total{cpu="0",mode="user"} %d
                node_context_switches_total %d
                node_intr_total %d
                node_load1 0.5
                node_memory_MemAvailable_bytes 1e+09
                """.formatted(
                        now, now - 100_000, 1000 + scrape, 100 + scrape, 200 + scrape, 5000 * scrape, 900 * scrape);
    }
}
