// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.rollout;

import static io.patchrisk.scoring.rollout.Scene.MODULE;
import static io.patchrisk.scoring.rollout.Scene.REST;
import static io.patchrisk.scoring.rollout.Scene.ROLLOUT;
import static io.patchrisk.scoring.rollout.Scene.codes;
import static io.patchrisk.scoring.store.FactStoreContract.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.patchrisk.model.fact.EventKind;
import io.patchrisk.model.fact.Patch;
import io.patchrisk.model.policy.Decision;
import io.patchrisk.scoring.desk.DecisionChange;
import io.patchrisk.scoring.desk.EventGroup;
import io.patchrisk.scoring.desk.MovedSignal;
import io.patchrisk.scoring.desk.OperatorAction.Action;
import io.patchrisk.scoring.desk.Origin;
import io.patchrisk.scoring.desk.PatchState;
import io.patchrisk.scoring.desk.PatchedReport;
import io.patchrisk.scoring.desk.RolloutId;
import io.patchrisk.scoring.desk.RolloutSummary;
import io.patchrisk.scoring.desk.RolloutView;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How rollouts are noticed, followed, adopted, and shown. */
class FollowerTest {

    private static final RolloutId OBSERVED = new RolloutId("observed-lp_one");

    private final Scene scene = new Scene();

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void opensARolloutForAPatchThatNobodyDeclared() {
        scene.warmUp();
        scene.load(scene.hosts(1, 4), MODULE);
        scene.run(10);

        RolloutView view = await(scene.desk.rollout(OBSERVED));
        assertThat(view.summary().origin()).isEqualTo(Origin.OBSERVED);
        assertThat(view.assessment().decision()).isEqualTo(Decision.PROCEED);
        assertThat(view.waveStates()).hasSize(1);
        assertThat(view.waveStates().get(0).hosts())
                .extracting(RolloutView.Member::patchState)
                .containsOnly(PatchState.PATCHED)
                .hasSize(4);
    }

    @Test
    void followsAPatchThatWasDeclaredWithoutARollout() {
        await(scene.desk.declarePatch(Scene.patch("CVE-1", Patch.Kind.LIVE, List.of(MODULE))));
        scene.warmUp();
        scene.load(scene.hosts(1, 1), MODULE);
        scene.run(1);

        assertThat(await(scene.desk.rollouts()))
                .extracting(RolloutSummary::patch)
                .containsExactly("CVE-1");
    }

    @Test
    void opensNoRolloutForAPatchThatCameWithTheBoot() {
        scene.run(1);
        scene.rebooting.add(scene.host(1));
        scene.run(1);
        scene.load(scene.hosts(1, 1), MODULE);
        scene.run(3);

        assertThat(await(scene.desk.rollouts())).isEmpty();

        scene.wait(Duration.ofMinutes(10));
        scene.load(scene.hosts(2, 2), MODULE);
        scene.run(1);
        RolloutView view = await(scene.desk.rollout(OBSERVED));
        assertThat(codes(view.assessment())).contains("instant_unknown");
    }

    @Test
    void aDeclaredRolloutAdoptsTheObservedOneWithItsStop() {
        scene.warmUp();
        scene.load(scene.hosts(1, 4), MODULE);
        scene.hosts(1, 4).forEach(host -> scene.slower.put(host, 3.0));
        scene.run(8);
        assertThat(await(scene.desk.rollout(OBSERVED)).assessment().decision()).isEqualTo(Decision.STOP);
        scene.slower.clear();
        scene.run(60);

        scene.declare();
        scene.run(2);

        assertThat(await(scene.desk.rollouts())).extracting(RolloutSummary::id).containsExactly(ROLLOUT);
        assertThat(scene.gate(REST).decision()).isEqualTo(Decision.STOP);
        assertThat(await(scene.desk.rollout(OBSERVED)).summary().id()).isEqualTo(ROLLOUT);
        scene.restart();
        scene.look();
        assertThat(scene.gate(REST).decision()).isEqualTo(Decision.STOP);
        assertThat(await(scene.desk.rollouts())).hasSize(1);
    }

    @Test
    void writesADecisionDownOnlyWhenItBecameAnotherOneAlsoOverARestart() {
        scene.declare();
        scene.warmUp();
        scene.load(scene.hosts(1, 4), MODULE);
        scene.run(2);
        int known = await(scene.desk.decisions(ROLLOUT)).size();
        scene.run(1);
        scene.restart();
        scene.look();
        scene.run(1);

        List<DecisionChange> changes = await(scene.desk.decisions(ROLLOUT));

        assertThat(changes).hasSize(known);
        assertThat(changes.get(0).reasons().get(0).code()).isEqualTo("soaking");
    }

    @Test
    void showsReportsAndKeepsShowingThoseThatAPersonKnows() {
        scene.declare();
        scene.warmUp();
        scene.load(scene.hosts(1, 4), MODULE);
        scene.run(1);
        scene.warn(scene.host(1), "ext4_da_write", "");
        scene.run(1);
        assertThat(codes(scene.gate(REST))).contains("crash_unexplained");
        EventGroup group = scene.events().get(0);
        assertThat(group.title()).isEqualTo("WARNING in ext4_da_write");
        assertThat(group.attributed()).isFalse();
        assertThat(group.why()).contains("nearness in time alone says nothing").doesNotContain("new");
        assertThat(group.secondsSincePatch()).isEqualTo(15);
        assertThat(group.knownUntil()).isNull();

        scene.act(Action.KNOW_FINGERPRINT, null, group.fingerprint());

        assertThat(codes(scene.gate(REST))).doesNotContain("crash_unexplained");
        EventGroup known = scene.events().get(0);
        assertThat(known.knownUntil()).isEqualTo(scene.now().plus(Duration.ofHours(1)));
        assertThat(scene.follower.events().of(EventKind.WARNING, false)).isEqualTo(1);
    }

    @Test
    void aReportSeenBeforeThePatchIsNothingNew() {
        scene.declare();
        scene.hosts.forEach(host -> scene.say(host, "patchrisk: are you there?"));
        scene.warn(scene.host(1), "ext4_da_write", "");
        scene.wait(Duration.ofDays(8));
        scene.warmUp();
        scene.load(scene.hosts(1, 4), MODULE);
        scene.wait(Scene.STEP);
        scene.scrape();
        scene.warn(scene.host(1), "ext4_da_write", "");
        scene.warn(scene.host(2), "ext4_da_write", "");
        scene.warn(scene.host(3), "tcp_rack_advance", "");
        scene.run(1);
        assertThat(codes(scene.gate(REST))).contains("crash_unexplained").doesNotContain("crash_repeated");

        scene.warn(scene.host(4), "tcp_rack_advance", "");
        scene.run(1);
        assertThat(codes(scene.gate(REST))).contains("crash_repeated");
        assertThat(scene.events())
                .extracting(EventGroup::title, group -> group.why().replaceFirst(".*; ", ""))
                .contains(
                        tuple("WARNING in ext4_da_write", "hosts without the patch have it too"),
                        tuple("WARNING in tcp_rack_advance", "it is new: no host without the patch has had it"));
    }

    @Test
    void plotsWhatMovedOnPatchedHostsAgainstControls() {
        scene.declare();
        scene.warmUp();
        scene.load(scene.hosts(1, 4), MODULE);
        scene.hosts(1, 4).forEach(host -> scene.slower.put(host, 3.0));
        scene.run(8);

        MovedSignal moved = await(scene.desk.views().signals(ROLLOUT, null)).get(0);

        assertThat(moved.signal()).isEqualTo("latency");
        assertThat(moved.worsened()).isTrue();
        double last = moved.patched().get(moved.patched().size() - 1).value();
        double control = moved.control().get(moved.control().size() - 1).value();
        assertThat(last / control).isBetween(2.5, 3.5);
    }

    @Test
    void showsHostsWithWhatWasSeenAndWhatWasClaimed() {
        scene.declare();
        scene.warmUp();
        scene.load(scene.hosts(1, 1), MODULE);
        await(scene.desk.reportPatched(
                ROLLOUT, new PatchedReport(scene.host(1), scene.now().minusSeconds(40)), null));
        await(scene.desk.reportPatched(ROLLOUT, new PatchedReport(scene.host(2), scene.now()), null));

        var seen = await(scene.desk.host(scene.host(1))).rollouts().get(0);
        assertThat(seen.observedAt()).isEqualTo(scene.now());
        assertThat(seen.claimedAt()).isEqualTo(scene.now().minusSeconds(40));
        var told = await(scene.desk.host(scene.host(2))).rollouts().get(0);
        assertThat(told.observedAt()).isNull();
        assertThat(told.patchState()).isEqualTo(PatchState.PATCHED);
    }

    @Test
    void ranksASingleHostAsACohortOfOne() {
        scene.declare();
        scene.warmUp();
        scene.load(scene.hosts(1, 4), MODULE);
        scene.run(8);

        var risk = await(scene.desk.hostRisk(scene.host(1)));

        assertThat(risk.host()).isEqualTo(scene.host(1));
        assertThat(codes(risk)).contains("underpowered");
        assertThat(codes(await(scene.desk.hostRisk(scene.host(20))))).containsExactly("not_in_rollout");
    }
}
