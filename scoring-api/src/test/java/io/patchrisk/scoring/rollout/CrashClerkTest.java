// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.rollout;

import static io.patchrisk.scoring.rollout.Scene.CANARY;
import static io.patchrisk.scoring.rollout.Scene.MODULE;
import static io.patchrisk.scoring.rollout.Scene.ROLLOUT;
import static io.patchrisk.scoring.store.FactStoreContract.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.patchrisk.collector.crash.CrashEvidence;
import io.patchrisk.collector.crash.CrashFile;
import io.patchrisk.collector.crash.CrashLog;
import io.patchrisk.collector.crash.CrashReport;
import io.patchrisk.collector.crash.CrashSink.Taken;
import io.patchrisk.collector.crash.CrashTime.Source;
import io.patchrisk.collector.log.LogLine;
import io.patchrisk.model.fact.HostId;
import io.patchrisk.model.fact.KernelEvent;
import io.patchrisk.model.policy.Decision;
import io.patchrisk.scoring.config.HostEntry;
import io.patchrisk.scoring.desk.Assessment;
import io.patchrisk.scoring.desk.CrashReceipt;
import io.patchrisk.scoring.desk.CrashView;
import io.patchrisk.scoring.desk.ProblemException;
import io.patchrisk.scoring.desk.Reason;
import io.patchrisk.scoring.store.NewFact;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Crashes that are told after the host is back. */
class CrashClerkTest {

    private static final String DIRECTORY = "/var/crash/127.0.0.1-2026-05-01-01:00:00";

    /** A host's stamps begin so long before the scene does. */
    private static final double UPTIME = 1_000;

    private final Scene scene = new Scene(new HostEntry(new HostId("db-1"), List.of("10.0.0.9"), null, List.of()));

    @AfterEach
    void close() {
        scene.close();
    }

    /** An oops in a function, as the kernel prints it, by its own stamps. */
    private List<String> oops(Instant at, String function, String module) {
        String frame = function + "+0x10/0x20" + (module.isEmpty() ? "" : " [" + module + "]");
        return List.of(
                "BUG: kernel NULL pointer dereference, address: 0000000000000010",
                "Oops: 0000 [#1] PREEMPT SMP NOPTI",
                "CPU: 0 PID: 77 Comm: curl Tainted: G           OEK    6.1.0-56-amd64 #1",
                "RIP: 0010:" + frame,
                "Call Trace:",
                " <TASK>",
                " " + frame,
                " tcp_sendmsg+0x2b/0x40",
                " </TASK>",
                "---[ end trace 0000000000000000 ]---");
    }

    private double stamp(Instant at) {
        return UPTIME + Duration.between(Scene.START, at).toMillis() / 1e3;
    }

    private CrashLog log(Instant at, List<String> lines) {
        StringBuilder text = new StringBuilder("[    0.000000] Linux version 6.1.0-56-amd64 (a@b)\n");
        for (int i = 0; i < lines.size(); i++) {
            text.append("[%12.6f] %s%n".formatted(stamp(at) + i * 1e-5, lines.get(i)));
        }
        return new CrashLog("vmcore-dmesg.txt", text.toString(), false);
    }

    /** The host's kernel says it while it dies, and netconsole brings it. */
    private void hear(HostId host, Instant at, List<String> lines) {
        List<LogLine> said = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            long micros = Math.round((stamp(at) + i * 1e-5) * 1e6);
            said.add(new LogLine(at.plusNanos(10_000L * i), micros, 4, null, false, lines.get(i)));
        }
        await(scene.intake.accept(host, said));
    }

    private CrashEvidence evidence(Instant crashedAt, Instant savedAt) {
        return CrashEvidence.of(new CrashReport(
                DIRECTORY,
                null,
                List.of(CrashFile.of("vmcore", 18_445_960), CrashFile.of("vmcore-dmesg.txt", 31_003)),
                0,
                Map.of(),
                crashedAt,
                savedAt,
                false,
                null,
                null));
    }

    private List<KernelEvent> events(HostId host) {
        return scene.fleet.find(host).log().stream()
                .filter(KernelEvent.class::isInstance)
                .map(KernelEvent.class::cast)
                .toList();
    }

    private CrashReceipt tell(HostId host, CrashEvidence evidence, CrashLog log, String key) {
        return await(scene.desk.crash(host, evidence, log, key));
    }

    @Test
    void aPanicThatOnlyTheDumpKnowsStopsTheRolloutAndIsNamedByItsDump() {
        HostId host = scene.host(1);
        scene.warmUp();
        scene.declare();
        scene.load(scene.hosts(1, 4), MODULE);
        scene.run(4);
        assertThat(scene.gate(CANARY).decision()).isNotEqualTo(Decision.STOP);
        Instant crashed = scene.now().minusSeconds(20);
        scene.run(10);

        CrashReceipt receipt =
                tell(host, evidence(crashed, null), log(crashed, oops(crashed, "new_sendmsg", MODULE)), "k");
        scene.run(1);

        assertThat(receipt.events()).isEqualTo(1);
        assertThat(receipt.complete()).isTrue();
        assertThat(events(host))
                .singleElement()
                .satisfies(event ->
                        assertThat(Duration.between(event.at(), crashed).abs()).isLessThan(Duration.ofSeconds(1)));
        Assessment stopped = scene.gate(CANARY);
        assertThat(stopped.decision()).isEqualTo(Decision.STOP);
        Reason reason = stopped.reasons().stream()
                .filter(one -> one.code().equals("crash_attributed"))
                .findFirst()
                .orElseThrow();
        assertThat((List<?>) reason.evidence().get("crash_evidence"))
                .singleElement()
                .asString()
                .isEqualTo("web-01: " + DIRECTORY + " (complete: dump and log are there; 18476963 bytes)");
        assertThat(await(scene.desk.decisions(ROLLOUT)).get(0).reasons().get(0).evidence())
                .containsKey("crash_evidence");
    }

    @Test
    void aReasonThatRestsOnNoDumpNamesNone() {
        scene.warmUp();
        scene.declare();
        scene.load(scene.hosts(1, 4), MODULE);
        Instant crashed = scene.now();
        tell(scene.host(1), evidence(crashed, null), log(crashed, oops(crashed, "ext4_da_write", "")), "k");
        scene.run(2);
        scene.warn(scene.host(2), "new_sendmsg", MODULE);
        scene.run(1);

        Reason attributed = scene.gate(CANARY).reasons().stream()
                .filter(one -> one.code().equals("crash_attributed"))
                .findFirst()
                .orElseThrow();

        assertThat(attributed.evidence()).doesNotContainKey("crash_evidence");
    }

    @Test
    void aReportThatNetconsoleBroughtIsNotCountedAgain() {
        HostId host = scene.host(1);
        scene.scrape();
        hear(host, scene.now().minusSeconds(500), List.of("usb 1-1: reset"));
        Instant crashed = scene.now();
        hear(host, crashed, oops(crashed, "new_sendmsg", MODULE));
        scene.wait(Duration.ofMinutes(3));

        // All that is known of the time is when the file was written: 40 s after the crash.
        tell(host, evidence(null, crashed.plusSeconds(40)), log(crashed, oops(crashed, "new_sendmsg", MODULE)), "k");

        assertThat(events(host)).hasSize(1);
        CrashView view = await(scene.desk.host(host)).crashes().get(0);
        assertThat(view.timeFrom()).isEqualTo(Source.HEARD);
        assertThat(Duration.between(view.crashedAt(), crashed).abs()).isLessThan(Duration.ofSeconds(1));
        assertThat(view.events())
                .singleElement()
                .satisfies(event -> assertThat(event.fingerprint())
                        .isEqualTo(events(host).get(0).fingerprint()));
    }

    @Test
    void aReportThatWasPlacedByItsArrivalIsKnownAgainWithinTheErrorOfTheDump() {
        HostId host = scene.host(1);
        scene.scrape();
        Instant crashed = scene.now();
        // Legacy netconsole without stamps: nothing tells the boot.
        List<LogLine> said = new ArrayList<>();
        oops(crashed, "new_sendmsg", MODULE).forEach(line -> said.add(LogLine.bare(crashed, line)));
        await(scene.intake.accept(host, said));
        scene.wait(Duration.ofMinutes(3));

        tell(host, evidence(null, crashed.plusSeconds(90)), log(crashed, oops(crashed, "new_sendmsg", MODULE)), "k");

        assertThat(events(host)).hasSize(1);
    }

    @Test
    void anOtherReportInTheSameDumpIsNew() {
        HostId host = scene.host(1);
        scene.scrape();
        Instant crashed = scene.now();
        hear(host, crashed, oops(crashed, "new_sendmsg", MODULE));
        List<String> more = new ArrayList<>(oops(crashed, "new_sendmsg", MODULE));
        more.addAll(oops(crashed, "ext4_da_write", ""));
        more.addAll(oops(crashed, "ext4_da_write", ""));

        tell(host, evidence(crashed, null), log(crashed, more), "k");

        assertThat(events(host))
                .extracting(KernelEvent::function)
                .containsExactly("new_sendmsg", "ext4_da_write", "ext4_da_write");
    }

    @Test
    void tellsOnceHoweverOftenItIsSent() {
        HostId host = scene.host(1);
        scene.scrape();
        Instant crashed = scene.now();
        CrashLog log = log(crashed, oops(crashed, "new_sendmsg", MODULE));
        CrashEvidence evidence = evidence(null, crashed);
        assertThat(tell(host, evidence, log, "k").repeated()).isFalse();
        // By now the boot's clock is known, so the lines would be placed otherwise.
        hear(host, scene.now().plusMillis(700), List.of("usb 1-1: reset"));
        scene.wait(Duration.ofMinutes(5));

        assertThat(tell(host, evidence, log, "k").repeated()).isTrue();
        assertThat(tell(host, evidence, log, "another key").repeated()).isFalse();

        assertThat(events(host)).hasSize(1);
        assertThat(await(scene.desk.host(host)).crashes()).hasSize(1);
        Assertions.assertThatThrownBy(() -> tell(host, evidence, new CrashLog("dmesg", "other", false), "k"))
                .hasRootCauseInstanceOf(ProblemException.class);
    }

    @Test
    void aDumpThatIsCompleteByNowTakesThePlaceOfTheUnfinishedOne() {
        HostId host = scene.host(1);
        scene.scrape();
        Instant crashed = scene.now();
        CrashEvidence begun = CrashEvidence.of(new CrashReport(
                "/kdumproot" + DIRECTORY,
                null,
                List.of(CrashFile.of("vmcore-incomplete", 5)),
                0,
                Map.of(),
                crashed,
                null,
                false,
                null,
                null));
        tell(host, begun, log(crashed, oops(crashed, "new_sendmsg", MODULE)), "hook");
        tell(host, evidence(crashed, null), null, "boot");

        CrashView view = await(scene.desk.host(host)).crashes().get(0);
        assertThat(await(scene.desk.host(host)).crashes()).hasSize(1);
        assertThat(view.complete()).isTrue();
        assertThat(view.path()).isEqualTo(DIRECTORY);
        assertThat(view.events()).hasSize(1);
    }

    @Test
    void aDumpProvesNoLogChannelAndTellsNoPatchInstant() {
        HostId host = scene.host(1);
        scene.scrape();
        Instant crashed = scene.now();
        tell(
                host,
                evidence(crashed, null),
                log(crashed, List.of("livepatch: enabling patch 'lp_one'", "livepatch: 'lp_one': patching complete")),
                "k");

        assertThat(scene.fleet.find(host).logProven()).isNull();
        assertThat(scene.fleet.find(host).changedPatchesSince(0)).isFalse();
    }

    @Test
    void isTheSameAfterARestart() {
        HostId host = scene.host(1);
        scene.scrape();
        Instant crashed = scene.now();
        hear(host, crashed, oops(crashed, "new_sendmsg", MODULE));
        tell(host, evidence(null, crashed.plusSeconds(30)), log(crashed, oops(crashed, "new_sendmsg", MODULE)), "k");
        List<KernelEvent> before = events(host);
        List<CrashView> crashes = await(scene.desk.host(host)).crashes();

        scene.restart();

        assertThat(events(host)).isEqualTo(before);
        assertThat(await(scene.desk.host(host)).crashes()).isEqualTo(crashes);
    }

    @Test
    void knowsTheHostOfAFolderByAnyOfItsNames() {
        CrashClerk clerk = new CrashClerk(scene.ledger, scene.fleet, scene::now);
        CrashEvidence evidence = evidence(scene.now(), null);

        assertThat(await(clerk.accept(null, List.of("nobody", "10.0.0.9"), evidence, null)))
                .isEqualTo(Taken.STORED);
        assertThat(await(clerk.accept(null, List.of("nobody"), evidence, null))).isEqualTo(Taken.UNKNOWN_HOST);
        assertThat(await(clerk.accept(null, List.of("10.0.0.9"), evidence, null)))
                .isEqualTo(Taken.STORED);

        assertThat(await(scene.desk.host(new HostId("db-1"))).crashes()).hasSize(1);
    }

    @Test
    void keepsALogOfNoiseInFactsThatTheStoreTakes() {
        scene.scrape();
        String noise = ("\u0001".repeat(8_000) + "\n").repeat(120);

        CrashReceipt receipt =
                tell(scene.host(1), evidence(scene.now(), null), new CrashLog("dmesg", noise, true), "k");

        assertThat(receipt.lines()).isEqualTo(120);
        assertThat(await(scene.store.readAfter(0, 500)))
                .hasSizeGreaterThan(7)
                .allSatisfy(row -> assertThat(row.fact().body().length()).isLessThan(NewFact.MAX_BODY_BYTES));
    }

    @Test
    void putsNoCrashIntoTheFuture() {
        HostId host = scene.host(1);
        scene.scrape();
        Instant ahead = scene.now().plusSeconds(30);

        CrashReceipt receipt = tell(host, evidence(ahead, null), log(ahead, oops(ahead, "f_x", "")), "k");

        assertThat(receipt.crashedAt()).isEqualTo(scene.now());
        assertThat(await(scene.desk.host(host)).crashes().get(0).timeFrom()).isEqualTo(Source.ARRIVAL);
    }
}
