// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchrisk.collector.crash.CrashEvidence;
import io.patchrisk.collector.crash.CrashFamily;
import io.patchrisk.collector.crash.CrashLog;
import io.patchrisk.model.fact.HostId;
import io.patchrisk.model.fact.Patch;
import io.patchrisk.scoring.desk.KernelLogFormat;
import io.patchrisk.scoring.desk.LivepatchReport;
import io.patchrisk.scoring.desk.Mode;
import io.patchrisk.scoring.desk.OperatorAction;
import io.patchrisk.scoring.desk.PatchDeclaration;
import io.patchrisk.scoring.desk.PatchedReport;
import io.patchrisk.scoring.desk.RolloutDeclaration;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import io.vertx.ext.web.client.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaceTest {

    private Face face;

    @BeforeEach
    void start() {
        face = new Face();
    }

    @AfterEach
    void stop() {
        face.close();
    }

    @Test
    void handsOnWhatWasTold() {
        face.post("/api/v1/patches", "{\"id\":\"lp-1\",\"kind\":\"reboot\",\"cves\":[\"CVE-1\"],\"vendor\":null}");
        HttpResponse<Buffer> opened = face.post(
                "/api/v1/rollouts",
                "{\"id\":\"r1\",\"patch\":\"lp-1\",\"prior_harm\":0.02,\"waves\":[{\"name\":\"canary\",\"hosts\":[\"[::1]:9100\"]}]}");
        face.post("/api/v1/rollouts/lp-2026-11/patched", "{\"host\":\"h\",\"at\":\"2026-11-22T12:00:30+02:00\"}");
        face.post(
                "/api/v1/rollouts/lp-2026-11/actions",
                "{\"action\":\"know_fingerprint\",\"by\":\"kim\",\"reason\":\"old\",\"fingerprint\":\"f\",\"expires_at\":\"2026-11-23T00:00:00Z\"}");
        face.post(
                "/api/v1/hosts/web-01/livepatch",
                "{\"at\":\"2026-11-22T10:00:00Z\",\"patches\":[{\"name\":\"p\",\"enabled\":true,\"transition\":false,\"functions\":[\"f\"]}]}");
        assertThat(face.desk.told.get(0))
                .isEqualTo(new PatchDeclaration(
                        "lp-1", Patch.Kind.REBOOT, null, null, List.of(), List.of(), List.of("CVE-1"), null));
        RolloutDeclaration rollout = (RolloutDeclaration) face.desk.told.get(1);
        assertThat(rollout.mode()).isEqualTo(Mode.ADVISORY);
        assertThat(rollout.waves().get(0).hosts()).containsExactly(new HostId("[::1]:9100"));
        assertThat(opened.statusCode()).isEqualTo(201);
        assertThat(opened.getHeader("Location")).isEqualTo("/api/v1/rollouts/r1");
        assertThat(face.desk.told.get(2)).isEqualTo(new PatchedReport(new HostId("h"), Examples.NOW.plusSeconds(30)));
        assertThat(((OperatorAction) face.desk.told.get(3)).fingerprint()).isEqualTo("f");
        assertThat(((LivepatchReport) face.desk.told.get(4)).patches().get(0).functions())
                .containsExactly("f");
    }

    @Test
    void handsOnKernelLogsByteForByteWithTheirKey() {
        Buffer log = Buffer.buffer(new byte[] {'<', '4', '>', (byte) 0xff, 0, '\n'});
        HttpResponse<Buffer> response = Face.await(face.request("POST", "/api/v1/hosts/web-01/kernel-log")
                .putHeader("Content-Type", "application/octet-stream")
                .putHeader("Idempotency-Key", "boot-1/7")
                .sendBuffer(log));
        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(response.bodyAsString())
                .isEqualTo(
                        "{\"stored\":true,\"repeated\":false,\"lines\":2,\"events\":1,\"passed_over\":{\"dictionary\":3}}");
        assertThat(face.desk.told).containsExactly(log);
        assertThat(face.desk.keys).containsOnlyKeys("boot-1/7");
    }

    @Test
    void handsOnWhatACrashLeftBehindAsAScriptTellsIt() {
        HttpResponse<Buffer> response = Face.await(face.request("POST", "/api/v1/hosts/web-01/crash-evidence")
                .putHeader("Content-Type", "text/plain")
                .putHeader("Idempotency-Key", "crash-1")
                .sendBuffer(Buffer.buffer("""
                        path: /var/crash/127.0.0.1-2026-11-22-09:58:20
                        crashed_at: 1795341500
                        file: 18445960 vmcore
                        file: 40 vmcore-dmesg.txt
                        log: vmcore-dmesg.txt

                        [  100.000000] kernel BUG at fs/x.c:1!
                        """)));

        assertThat(response.statusCode()).as(response.bodyAsString()).isEqualTo(202);
        assertThat(response.bodyAsString()).contains("\"complete\":true", "\"crashed_at\":\"2026-11-22T10:00:00Z\"");
        List<?> told = (List<?>) face.desk.told.get(0);
        CrashEvidence evidence = (CrashEvidence) told.get(0);
        assertThat(evidence.family()).isEqualTo(CrashFamily.RHEL);
        assertThat(evidence.time().at()).isEqualTo("2026-11-22T09:58:20Z");
        assertThat(told.get(1))
                .isEqualTo(new CrashLog("vmcore-dmesg.txt", "[  100.000000] kernel BUG at fs/x.c:1!\n", false));
    }

    @Test
    void refusesNoCrashForTheClockOfItsHost() {
        HttpResponse<Buffer> response = Face.await(face.request("POST", "/api/v1/hosts/web-01/crash-evidence")
                .putHeader("Content-Type", "text/plain")
                .sendBuffer(Buffer.buffer("path: /x\ncrashed_at: 2030-01-01T00:00:00Z\n")));

        assertThat(response.statusCode()).as(response.bodyAsString()).isEqualTo(202);
    }

    @Test
    void saysWhichLineOfACrashIsWrong() {
        HttpResponse<Buffer> response = Face.await(face.request("POST", "/api/v1/hosts/web-01/crash-evidence")
                .putHeader("Content-Type", "text/plain")
                .sendBuffer(Buffer.buffer("path: /x\nfile: vmcore\n\n")));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(Face.problem(response).getString("detail"))
                .contains("line 2")
                .contains("size in bytes");
    }

    @Test
    void tellsTheJournalFromTextByItsMediaType() {
        for (String type : List.of("text/plain", "application/octet-stream", "application/jsonl; charset=utf-8")) {
            Face.await(face.request("POST", "/api/v1/hosts/web-01/kernel-log")
                    .putHeader("Content-Type", type)
                    .sendBuffer(Buffer.buffer("{}\n")));
        }
        assertThat(face.desk.formats)
                .containsExactly(KernelLogFormat.TEXT, KernelLogFormat.TEXT, KernelLogFormat.JOURNAL);
    }

    @Test
    void servesTheConsoleFromItselfOnlyUnderAStrictPolicy() {
        List<String> files = new ArrayList<>(ConsoleFiles.OWN);
        files.addAll(List.of("uplot.js", "uplot.css"));
        for (String file : files) {
            HttpResponse<Buffer> response = face.get(file.equals("index.html") ? "/" : "/" + file);
            assertThat(response.statusCode()).as(file).isEqualTo(200);
            assertThat(response.getHeader("Content-Security-Policy"))
                    .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                    .doesNotContain("unsafe");
            assertThat(response.getHeader("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(response.bodyAsString())
                    .doesNotContain("innerHTML", "insertAdjacentHTML", "document.write", "eval(", "//cdn", "style=");
        }
        assertThat(face.get("/").bodyAsString()).doesNotContain("onclick", "<script>");
    }

    @Test
    void servesEveryFileOfTheConsole() throws Exception {
        Path folder = Path.of(
                Objects.requireNonNull(FaceTest.class.getResource("/console")).toURI());
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> String.valueOf(file.getFileName())))
                    .containsExactlyInAnyOrderElementsOf(ConsoleFiles.OWN);
        }
    }

    @Test
    void sendsTheConsoleAgainOnlyWhereItChanged() {
        String tag = face.get("/console.js").getHeader("ETag");

        assertThat(Face.await(face.request("GET", "/console.js")
                                .putHeader("If-None-Match", tag)
                                .send())
                        .statusCode())
                .isEqualTo(304);
        assertThat(Face.await(face.request("GET", "/console.js")
                                .putHeader("If-None-Match", "\"other\"")
                                .send())
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void answersWhatIsUnderWayBeforeItStops() {
        face.desk.held = Promise.promise();
        Future<HttpResponse<Buffer>> underWay =
                face.request("GET", "/api/v1/hosts").send();
        waitUntilUnderWay();
        Future<Void> stopped = face.server.stop(Duration.ofSeconds(10));
        assertThat(stopped.isComplete()).isFalse();
        face.desk.held.complete();
        assertThat(Face.await(underWay).statusCode()).isEqualTo(200);
        Face.await(stopped);
        assertThat(Face.await(face.request("GET", "/api/v1/hosts")
                        .send()
                        .map("answered")
                        .otherwise("refused")))
                .isEqualTo("refused");
    }

    private void waitUntilUnderWay() {
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (face.registry.get("patchrisk.http.requests.in.flight").gauge().value() < 1) {
            assertThat(System.nanoTime()).as("the request never arrived").isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    @Test
    void cutsOffWhoKeepsSending100Megabytes() {
        NetSocket socket = Face.await(face.vertx.createNetClient().connect(face.server.port(), "127.0.0.1"));
        Promise<String> answered = Promise.promise();
        StringBuilder answer = new StringBuilder();
        socket.handler(chunk -> answer.append(chunk.toString()));
        socket.closeHandler(closed -> answered.complete(answer.toString()));
        socket.write("POST /api/v1/patches HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Content-Length: 104857600\r\n\r\n{");
        assertThat(Face.await(answered.future())).startsWith("HTTP/1.1 413").contains("too_large", "2097152");
    }

    @Test
    void answersGarbageWithAProblemAndCloses() {
        NetSocket socket = Face.await(face.vertx.createNetClient().connect(face.server.port(), "127.0.0.1"));
        Promise<String> answered = Promise.promise();
        StringBuilder answer = new StringBuilder();
        socket.handler(chunk -> answer.append(chunk.toString()));
        socket.closeHandler(closed -> answered.complete(answer.toString()));
        socket.write("\u0016\u0003\u0001 garbage\r\n\r\n");
        assertThat(Face.await(answered.future())).startsWith("HTTP/1.0 400").contains("problem+json");
    }
}
