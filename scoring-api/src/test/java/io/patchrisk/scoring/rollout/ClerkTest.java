// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.rollout;

import static io.patchrisk.scoring.rollout.Scene.ROLLOUT;
import static io.patchrisk.scoring.store.FactStoreContract.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchrisk.model.fact.HostId;
import io.patchrisk.model.fact.KernelEvent;
import io.patchrisk.model.fact.Patch;
import io.patchrisk.scoring.config.HostEntry;
import io.patchrisk.scoring.desk.KernelLogFormat;
import io.patchrisk.scoring.desk.LivepatchReport;
import io.patchrisk.scoring.desk.LivepatchReport.LoadedPatch;
import io.patchrisk.scoring.desk.Mode;
import io.patchrisk.scoring.desk.OperatorAction;
import io.patchrisk.scoring.desk.OperatorAction.Action;
import io.patchrisk.scoring.desk.PatchedReport;
import io.patchrisk.scoring.desk.Problem;
import io.patchrisk.scoring.desk.ProblemException;
import io.patchrisk.scoring.desk.RolloutDeclaration;
import io.patchrisk.scoring.desk.RolloutId;
import io.patchrisk.scoring.desk.WaveName;
import io.patchrisk.scoring.desk.WavePlan;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What tools and agents tell, told once or again. */
class ClerkTest {

    private static final HostId DB = new HostId("db-1");

    private final Scene scene = new Scene(new HostEntry(DB, List.of("10.0.0.9:9100", "db"), null, List.of()));

    @AfterEach
    void close() {
        scene.close();
    }

    private static Problem problem(Future<?> failed) {
        try {
            await(failed);
        } catch (IllegalStateException e) {
            return ((ProblemException) e.getCause()).problem();
        }
        throw new AssertionError("it was taken");
    }

    @Test
    void takesTheSameDeclarationAgainAndRefusesAnother() {
        var patch = Scene.patch("CVE-1", Patch.Kind.LIVE, List.of("lp_one"));
        assertThat(await(scene.desk.declarePatch(patch)).created()).isTrue();
        scene.wait(Duration.ofMinutes(1));
        assertThat(await(scene.desk.declarePatch(patch)).created()).isFalse();

        Problem problem = problem(scene.desk.declarePatch(Scene.patch("CVE-1", Patch.Kind.LIVE, List.of("lp_two"))));
        assertThat(problem.code()).isEqualTo("conflict");
        assertThat(problem.detail()).contains("CVE-1").contains("another id");
    }

    @Test
    void knowsHostsByTheirAliasesInPlansToo() {
        scene.scrape();
        await(scene.desk.declarePatch(Scene.patch("CVE-1", Patch.Kind.LIVE, List.of("lp_one"))));
        RolloutDeclaration plan = plan("db", "web-01");
        assertThat(await(scene.desk.openRollout(plan)).created()).isTrue();
        assertThat(await(scene.desk.openRollout(plan)).created()).isFalse();

        await(scene.desk.reportPatched(ROLLOUT, new PatchedReport(new HostId("10.0.0.9:9100"), scene.now()), null));

        assertThat(scene.fleet.rollout(ROLLOUT).planned()).contains(DB);
        assertThat(scene.fleet.rollout(ROLLOUT).claimed()).containsExactly(DB);
        assertThat(await(scene.desk.hostRisk(new HostId("db"))).rollout()).isEqualTo(ROLLOUT);
        Problem twice = problem(scene.desk.openRollout(new RolloutDeclaration(
                new RolloutId("r9"), "CVE-1", Mode.ADVISORY, plan("db", "db-1").waves(), null)));
        assertThat(twice.code()).isEqualTo("host_twice");
    }

    private static RolloutDeclaration plan(String... hosts) {
        List<HostId> ids = List.of(hosts).stream().map(HostId::new).toList();
        return new RolloutDeclaration(
                ROLLOUT, "CVE-1", Mode.ADVISORY, List.of(new WavePlan(new WaveName("all"), ids)), null);
    }

    @Test
    void namesTheNearestHostRolloutAndPatch() {
        scene.scrape();
        scene.declare();

        assertThat(problem(scene.desk.host(new HostId("web-1"))).extensions()).containsEntry("nearest", "web-01");
        assertThat(problem(scene.desk.rollout(new RolloutId("r2"))).extensions())
                .containsEntry("nearest", "r1");
        assertThat(problem(scene.desk.patch("CVE-2")).extensions()).containsEntry("nearest", "CVE-1");
        assertThat(problem(scene.desk.openRollout(scene.plan(new RolloutId("r3"), "CVE-9")))
                        .code())
                .isEqualTo("unknown_patch");
    }

    @Test
    void refusesTimesInTheFuture() {
        scene.scrape();
        scene.declare();
        var ahead = scene.now().plusSeconds(61);

        assertThat(problem(scene.desk.reportPatched(ROLLOUT, new PatchedReport(scene.host(1), ahead), null))
                        .code())
                .isEqualTo("time_in_future");
        assertThat(problem(scene.desk.livepatch(scene.host(1), state(ahead), null))
                        .code())
                .isEqualTo("time_in_future");
        var near = scene.now().plusSeconds(59);
        assertThat(await(scene.desk.reportPatched(ROLLOUT, new PatchedReport(scene.host(1), near), null))
                        .stored())
                .isTrue();
    }

    private static LivepatchReport state(java.time.Instant at) {
        return new LivepatchReport(at, List.of(new LoadedPatch("lp_one", true, false, List.of())));
    }

    @Test
    void takesARepeatedRequestWithoutEffectAndRefusesAKeyWithOtherContent() {
        scene.scrape();
        scene.declare();
        PatchedReport report = new PatchedReport(scene.host(1), scene.now());
        OperatorAction pause = new OperatorAction(Action.PAUSE, "ann", "lunch", null, null, null);
        assertThat(await(scene.desk.reportPatched(ROLLOUT, report, "k")).repeated())
                .isFalse();
        await(scene.desk.act(ROLLOUT, pause, "k"));
        scene.wait(Duration.ofSeconds(5));

        assertThat(await(scene.desk.reportPatched(ROLLOUT, report, "k")).repeated())
                .isTrue();
        await(scene.desk.act(ROLLOUT, pause, "k"));
        assertThat(await(scene.desk.decisions(ROLLOUT)).stream().filter(change -> change.by() != null))
                .hasSize(1);
        PatchedReport other = new PatchedReport(scene.host(1), scene.now());
        assertThat(problem(scene.desk.reportPatched(ROLLOUT, other, "k")).code())
                .isEqualTo("conflict");
        OperatorAction stop = new OperatorAction(Action.STOP, "ann", "no", null, null, null);
        assertThat(problem(scene.desk.act(ROLLOUT, stop, "k")).code()).isEqualTo("conflict");
    }

    @Test
    void takesAPushedLogOnceHoweverOftenItIsSent() {
        scene.scrape();
        Buffer log = Buffer.buffer("""
                [  100.000000] ------------[ cut here ]------------
                [  100.000001] WARNING: CPU: 0 PID: 1 at fs/ext4/inode.c:1 ext4_da_write+0x1/0x2
                [  100.000002] RIP: 0010:ext4_da_write+0x1/0x2
                [  100.000003] ---[ end trace 0000000000000000 ]---
                """);

        var first = await(scene.desk.kernelLog(scene.host(1), KernelLogFormat.TEXT, log, "k"));
        scene.wait(Duration.ofSeconds(7));
        var second = await(scene.desk.kernelLog(scene.host(1), KernelLogFormat.TEXT, log, "k"));

        assertThat(first.events()).isEqualTo(1);
        assertThat(first.repeated()).isFalse();
        assertThat(second.repeated()).isTrue();
        assertThat(scene.fleet.find(scene.host(1)).log()).hasSize(1);
        assertThat(problem(scene.desk.kernelLog(scene.host(1), KernelLogFormat.TEXT, Buffer.buffer("other\n"), "k"))
                        .code())
                .isEqualTo("conflict");
    }

    @Test
    void datesTheLinesOfANewBootByThatBoot() {
        scene.scrape();
        await(scene.desk.kernelLog(
                scene.host(1), KernelLogFormat.TEXT, Buffer.buffer("[86400.000000] usb 1-1: reset\n"), null));
        scene.wait(Duration.ofHours(1));
        await(scene.desk.kernelLog(scene.host(1), KernelLogFormat.TEXT, Buffer.buffer("""
                [    0.000000] Linux version 6.1.0-56-amd64 (a@b)
                [   20.000000] ------------[ cut here ]------------
                [   20.000001] WARNING: CPU: 0 PID: 1 at fs/ext4/inode.c:1 ext4_da_write+0x1/0x2
                [   20.000003] ---[ end trace 0000000000000000 ]---
                """), null));

        var event = scene.fleet.find(scene.host(1)).log().stream()
                .filter(KernelEvent.class::isInstance)
                .findFirst()
                .orElseThrow();
        assertThat(Duration.between(event.at(), scene.now())).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void saysThatNothingWasStoredWhenTheStoreFails() {
        scene.scrape();
        Ledger broken = new Ledger(new FullStore(), scene.fleet, scene.vertx.getOrCreateContext());
        Clerk clerk = new Clerk(broken, scene.fleet, scene.intake, scene::now);

        Problem problem = problem(clerk.livepatch(scene.host(1), state(scene.now()), null));

        assertThat(problem.status()).isEqualTo(503);
        assertThat(problem.detail()).contains("Nothing was stored").contains("the disk budget is used up");
        assertThatThrownBy(() -> await(broken.append(null))).isInstanceOf(IllegalStateException.class);
    }
}
