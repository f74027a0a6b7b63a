// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.rollout;

import static io.patchrisk.scoring.rollout.Scene.CANARY;
import static io.patchrisk.scoring.rollout.Scene.MODULE;
import static io.patchrisk.scoring.rollout.Scene.REST;
import static io.patchrisk.scoring.rollout.Scene.ROLLOUT;
import static io.patchrisk.scoring.rollout.Scene.codes;
import static io.patchrisk.scoring.store.FactStoreContract.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.patchrisk.model.fact.HostId;
import io.patchrisk.model.fact.Patch;
import io.patchrisk.model.policy.Decision;
import io.patchrisk.scoring.desk.Assessment;
import io.patchrisk.scoring.desk.Basis;
import io.patchrisk.scoring.desk.Mode;
import io.patchrisk.scoring.desk.OperatorAction.Action;
import io.patchrisk.scoring.desk.PatchedReport;
import io.patchrisk.scoring.desk.RolloutDeclaration;
import io.patchrisk.scoring.desk.RolloutId;
import io.patchrisk.scoring.desk.WaveName;
import io.patchrisk.scoring.desk.WavePlan;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the gate says, from the first question to the last wave. */
class GateTest {

    private final Scene scene = new Scene();

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void holdsTheFirstWaveUntilItsSourcesAreProven() {
        scene.declare();
        scene.run(2);

        Assessment early = scene.gate(CANARY);

        assertThat(early.decision()).isEqualTo(Decision.HOLD);
        assertThat(early.basis()).isEqualTo(Basis.PREFLIGHT);
        assertThat(codes(early)).containsExactly("preflight");
        assertThat(early.reasons().get(0).evidence().get("missing").toString())
                .contains("before window is not full")
                .contains("kernel log not observed");

        scene.warmUp();

        assertThat(scene.gate(CANARY).decision()).isEqualTo(Decision.PROCEED);
        assertThat(codes(scene.gate(CANARY))).containsExactly("preflight_ready");
        assertThat(codes(scene.gate(null))).containsExactly("preflight_ready");
    }

    @Test
    void letsNoLaterWaveBegin() {
        scene.declare();
        scene.warmUp();

        assertThat(codes(scene.gate(REST))).containsExactly("earlier_wave");
        assertThat(scene.gate(REST).decision()).isEqualTo(Decision.HOLD);
    }

    @Test
    void letsTheFirstWaveGoOnWhileItSoaksButNotTheNext() {
        scene.declare();
        scene.warmUp();
        scene.load(scene.hosts(1, 2), MODULE);
        scene.run(1);

        assertThat(scene.gate(CANARY).decision()).isEqualTo(Decision.PROCEED);
        assertThat(scene.gate(CANARY).basis()).isEqualTo(Basis.PREFLIGHT);
        assertThat(scene.gate(REST).decision()).isEqualTo(Decision.HOLD);
        assertThat(codes(scene.gate(REST))).contains("earlier_wave");
    }

    @Test
    void proceedsAfterTwoLooksInARowAndReadsUnknownWhenLooksStop() {
        scene.declare();
        scene.warmUp();
        scene.load(scene.hosts(1, 4), MODULE);
        scene.run(6);
        assertThat(codes(scene.gate(REST))).contains("soaking");
        scene.run(1);
        assertThat(codes(scene.gate(REST))).containsExactly("confirming");

        // A person's request looks again at once; that is no second look.
        scene.look();
        assertThat(codes(scene.gate(REST))).containsExactly("confirming");

        scene.run(1);
        Assessment passed = scene.gate(REST);
        assertThat(passed.decision()).isEqualTo(Decision.PROCEED);
        assertThat(passed.validUntil()).isEqualTo(scene.now().plusSeconds(120));
        assertThat(passed.nextLookAt()).isEqualTo(scene.now().plus(Scene.STEP));

        scene.wait(Duration.ofSeconds(121));
        assertThat(scene.gate(REST).decision()).isEqualTo(Decision.UNKNOWN);
        assertThat(await(scene.desk.waveRisk(ROLLOUT, CANARY)).decision()).isEqualTo(Decision.UNKNOWN);
    }

    @Test
    void makesEveryWaveSoakByItself() {
        scene.declare();
        scene.warmUp();
        scene.load(scene.hosts(1, 4), MODULE);
        scene.run(20);
        assertThat(scene.gate(REST).decision()).isEqualTo(Decision.PROCEED);
        await(scene.desk.openRollout(threeWaves(scene)));
        scene.load(scene.hosts(5, 6), MODULE);
        scene.run(2);

        Assessment last = await(scene.desk.gate(new RolloutId("r3"), new WaveName("c")));

        assertThat(last.decision()).isEqualTo(Decision.HOLD);
        assertThat(last.reasons())
                .anySatisfy(reason -> assertThat(reason.text()).startsWith("wave b was watched"));
    }

    private static RolloutDeclaration threeWaves(Scene scene) {
        return new RolloutDeclaration(
                new RolloutId("r3"),
                "CVE-1",
                Mode.ENFORCING,
                List.of(wave("a", scene.hosts(1, 4)), wave("b", scene.hosts(5, 6)), wave("c", scene.hosts(7, 8))),
                null);
    }

    private static WavePlan wave(String name, List<HostId> hosts) {
        return new WavePlan(new WaveName(name), hosts);
    }

    @Test
    void stopsForAReportWithThePatchInItsStackAndKeepsTheStopOverARestart() {
        scene.declare();
        scene.warmUp();
        scene.load(scene.hosts(1, 4), MODULE);
        scene.run(2);
        scene.warn(scene.host(3), "lp_send", MODULE);
        scene.run(1);

        Assessment stopped = scene.gate(REST);
        assertThat(stopped.decision()).isEqualTo(Decision.STOP);
        assertThat(codes(stopped)).contains("crash_attributed");
        assertThat(stopped.latched()).isTrue();
        assertThat(stopped.rollbackHosts()).isEqualTo(scene.hosts(1, 4));

        scene.restart();
        scene.run(30);
        assertThat(scene.gate(REST).decision()).isEqualTo(Decision.STOP);
        assertThat(codes(scene.gate(CANARY))).contains("crash_attributed");
    }

    @Test
    void keepsAStopWhoseEvidenceIsGoneUntilAPersonClearsIt() {
        scene.declare();
        scene.warmUp();
        scene.load(scene.hosts(1, 4), MODULE);
        scene.hosts(1, 4).forEach(host -> scene.slower.put(host, 3.0));
        scene.run(8);
        assertThat(codes(scene.gate(REST))).contains("symptom_moved");
        scene.slower.clear();
        scene.run(60);
        assertThat(scene.gate(REST).decision()).isEqualTo(Decision.STOP);

        scene.restart();
        scene.look();
        assertThat(codes(scene.gate(REST))).contains("symptom_moved");
        scene.run(1);
        scene.act(Action.CLEAR_STOP, null, null);

        assertThat(scene.gate(REST).latched()).isFalse();
        assertThat(codes(scene.gate(REST))).doesNotContain("manual_stop");
    }

    @Test
    void answersWhatPeopleDecidedAndHoldsToWhatTheySaidLast() {
        scene.declare();
        scene.warmUp();
        scene.act(Action.PAUSE, null, null);
        assertThat(codes(scene.gate(CANARY))).containsExactly("paused");
        scene.act(Action.STOP, null, null);
        assertThat(codes(scene.gate(CANARY))).containsExactly("manual_stop");
        assertThat(scene.gate(CANARY).latched()).isTrue();
        scene.act(Action.CLEAR_STOP, null, null);
        assertThat(codes(scene.gate(CANARY))).containsExactly("paused");
        scene.act(Action.RESUME, null, null);
        assertThat(codes(scene.gate(CANARY))).containsExactly("preflight_ready");

        scene.act(Action.OVERRIDE, Decision.HOLD, null);
        assertThat(scene.gate(CANARY).decision()).isEqualTo(Decision.HOLD);
        scene.act(Action.OVERRIDE, Decision.PROCEED, null);
        assertThat(scene.gate(REST).decision()).isEqualTo(Decision.PROCEED);
        assertThat(codes(scene.gate(REST))).containsExactly("override", "earlier_wave");
        scene.act(Action.STOP, null, null);
        assertThat(scene.gate(REST).decision()).isEqualTo(Decision.STOP);
        assertThat(await(scene.desk.decisions(ROLLOUT)).get(0).reasons().get(0).text())
                .isEqualTo("ann: because");
    }

    @Test
    void anOverrideEndsByItself() {
        scene.declare();
        scene.warmUp();
        scene.act(Action.OVERRIDE, Decision.STOP, null);
        assertThat(scene.gate(CANARY).decision()).isEqualTo(Decision.STOP);

        scene.wait(Duration.ofMinutes(61));
        scene.warmUp();

        assertThat(scene.gate(CANARY).decision()).isEqualTo(Decision.PROCEED);
    }

    @Test
    void holdsWhenMoreHostsTookThePatchOutsideThePlan() {
        scene.declare();
        scene.warmUp();
        scene.load(scene.hosts(1, 4), MODULE);
        scene.load(scene.hosts(9, 13), MODULE);
        scene.run(10);

        assertThat(codes(scene.gate(REST))).contains("unplanned_wave");
        assertThat(scene.gate(REST).decision()).isEqualTo(Decision.HOLD);
    }

    @Test
    void neverTakesAHostThatAToolClaimedForAControl() {
        scene.declare();
        scene.warmUp();
        scene.hosts(1, 4)
                .forEach(host ->
                        await(scene.desk.reportPatched(ROLLOUT, new PatchedReport(host, scene.now()), "k-" + host)));
        scene.run(8);

        assertThat(scene.gate(REST).coverage().controls()).isEqualTo(16);
        assertThat(scene.gate(REST).coverage().full()).isEqualTo(4);
    }

    @Test
    void takesPlannedHostsAsControlsUntilTheirTurn() {
        scene.declare();
        scene.warmUp();
        scene.load(scene.hosts(1, 4), MODULE);
        scene.run(8);
        assertThat(scene.gate(REST).coverage().controls()).isEqualTo(16);

        scene.load(scene.hosts(5, 8), MODULE);
        scene.run(3);

        assertThat(scene.gate(REST).coverage().controls()).isEqualTo(12);
    }

    @Test
    void saysThatEvidenceIsStaleWhenTheServiceItselfCannotLook() {
        scene.declare();
        scene.warmUp();
        scene.load(scene.hosts(1, 4), MODULE);
        scene.run(10);
        assertThat(scene.gate(REST).decision()).isEqualTo(Decision.PROCEED);

        scene.silent.add(scene.host(1));
        for (int i = 0; i < 7; i++) {
            scene.intake.missed(scene.host(1), scene.now(), "busy: 256 looks are under way");
            scene.run(1);
        }

        assertThat(scene.gate(REST).decision()).isEqualTo(Decision.UNKNOWN);
        assertThat(codes(scene.gate(REST))).containsExactly("stale");

        for (int i = 0; i < 7; i++) {
            scene.intake.missed(scene.host(1), scene.now(), "timeout: no answer");
            scene.run(1);
        }
        assertThat(codes(scene.gate(REST))).contains("hosts_silent").doesNotContain("stale");
    }

    @Test
    void aRebootEndsTheWindowsAndIsEvidence() {
        scene.declare();
        scene.warmUp();
        scene.load(scene.hosts(1, 4), MODULE);
        scene.run(3);
        scene.rebooting.add(scene.host(2));
        scene.run(1);
        // Comes back with the patch: the service that applies it at boot did its work.
        scene.load(scene.hosts(2, 2), MODULE);
        scene.run(12);

        Assessment after = scene.gate(REST);
        assertThat(after.decision()).isEqualTo(Decision.HOLD);
        assertThat(codes(after)).contains("host_lost");
    }

    @Test
    void doesNotForgetACrashBecauseThePatchCameBackWithTheBoot() {
        scene.declare();
        scene.warmUp();
        scene.load(scene.hosts(1, 4), MODULE);
        scene.wait(Duration.ofSeconds(3));
        scene.warn(scene.host(2), "lp_send", MODULE);
        scene.rebooting.add(scene.host(2));
        scene.wait(Scene.STEP);
        scene.scrape();
        scene.load(scene.hosts(2, 2), MODULE);

        scene.run(1);

        assertThat(codes(scene.gate(REST))).contains("crash_attributed");
    }

    @Test
    void holdsRebootPatchesThatItCannotCompare() {
        scene.declare(Patch.Kind.REBOOT);
        scene.warmUp();
        scene.hosts(1, 4)
                .forEach(host -> await(scene.desk.reportPatched(ROLLOUT, new PatchedReport(host, scene.now()), null)));
        scene.run(12);

        assertThat(scene.gate(REST).decision()).isEqualTo(Decision.HOLD);
        assertThat(codes(scene.gate(REST))).containsExactly("not_comparable");
    }

    @Test
    void readsUnknownForRolloutsAndWavesThatNobodyDeclared() {
        scene.declare();

        Assessment rollout = await(scene.desk.gate(new RolloutId("r2"), null));
        assertThat(rollout.decision()).isEqualTo(Decision.UNKNOWN);
        assertThat(codes(rollout)).containsExactly("unknown_rollout");
        assertThat(rollout.reasons().get(0).evidence()).containsEntry("nearest", "r1");
        assertThat(codes(await(scene.desk.gate(ROLLOUT, new WaveName("no"))))).containsExactly("unknown_wave");
    }

    @Test
    void countsReportsThatOnlyTheKernelsCountersTellWhereNoLogIsHeard() {
        scene.declare();
        scene.more.put("kernel_oopses", 0.0);
        scene.more.put("kernel_warnings", 0.0);
        scene.run(22);
        assertThat(codes(scene.gate(CANARY))).containsExactly("preflight_ready");
        scene.hosts(1, 4)
                .forEach(host -> await(scene.desk.reportPatched(ROLLOUT, new PatchedReport(host, scene.now()), null)));
        scene.run(12);
        assertThat(scene.gate(REST).decision()).isEqualTo(Decision.PROCEED);

        scene.more.put("kernel_oopses", 0.07);
        scene.run(1);

        assertThat(scene.gate(REST).decision()).isNotEqualTo(Decision.PROCEED);
        assertThat(codes(scene.gate(REST))).contains("crash_unexplained");
    }
}
