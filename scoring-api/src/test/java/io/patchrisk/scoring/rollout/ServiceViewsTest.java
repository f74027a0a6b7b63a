// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.rollout;

import static io.patchrisk.scoring.rollout.Scene.CANARY;
import static io.patchrisk.scoring.rollout.Scene.MODULE;
import static io.patchrisk.scoring.rollout.Scene.ROLLOUT;
import static io.patchrisk.scoring.store.FactStoreContract.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchrisk.model.livepatch.LoadState;
import io.patchrisk.model.policy.Decision;
import io.patchrisk.scoring.desk.Change;
import io.patchrisk.scoring.desk.EventGroup;
import io.patchrisk.scoring.desk.FleetView;
import io.patchrisk.scoring.desk.HostQuery;
import io.patchrisk.scoring.desk.HostView;
import io.patchrisk.scoring.desk.LookView;
import io.patchrisk.scoring.desk.MemberQuery;
import io.patchrisk.scoring.desk.MovedSignal;
import io.patchrisk.scoring.desk.Observation;
import io.patchrisk.scoring.desk.Page;
import io.patchrisk.scoring.desk.PatchState;
import io.patchrisk.scoring.desk.PlacedMember;
import io.patchrisk.scoring.desk.RolloutView;
import io.patchrisk.scoring.desk.Slice;
import io.patchrisk.scoring.desk.WaveName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ServiceViewsTest {

    private final Scene scene = new Scene();

    @AfterEach
    void close() {
        scene.close();
    }

    private void patchTheCanaries() {
        scene.warmUp();
        scene.declare();
        scene.load(scene.hosts(1, 4), MODULE);
        scene.run(1);
    }

    private Page<PlacedMember> members(PatchState state, String contains, Slice slice) {
        return await(scene.desk.views().members(ROLLOUT, new MemberQuery(null, state, null, contains, slice)));
    }

    @Test
    void givesHostsAPartAtATime() {
        patchTheCanaries();
        List<String> seen = new ArrayList<>();
        String after = null;
        do {
            Page<PlacedMember> page = members(null, null, new Slice(after, 3));
            assertThat(page.total()).isEqualTo(8);
            page.items().forEach(one -> seen.add(one.member().host().value()));
            after = page.next();
        } while (after != null);
        assertThat(seen).hasSize(8).doesNotHaveDuplicates().isSorted();
    }

    @Test
    void findsHostsByStateAndByPartOfTheirName() {
        patchTheCanaries();
        assertThat(members(PatchState.PATCHED, null, Slice.ALL).items())
                .extracting(PlacedMember::wave)
                .containsOnly(CANARY)
                .hasSize(4);
        assertThat(members(null, "WEB-03", Slice.ALL).items())
                .extracting(one -> one.member().host())
                .containsExactly(scene.host(3));
    }

    @Test
    void countsAWaveAndSaysWhenItBeganAndEnded() {
        patchTheCanaries();
        RolloutView view = await(scene.desk.rollout(ROLLOUT)).withoutHosts();
        RolloutView.Wave canary = view.waveStates().get(0);
        RolloutView.Wave rest = view.waveStates().get(1);
        assertThat(canary.hosts()).isEmpty();
        assertThat(canary.counts()).isEqualTo(Map.of(PatchState.PATCHED, 4));
        assertThat(canary.observed()).isEqualTo(Map.of(Observation.FULL, 4));
        assertThat(canary.startedAt()).isNotNull();
        assertThat(canary.endedAt()).isAfterOrEqualTo(canary.startedAt());
        assertThat(rest.startedAt()).isNull();
        assertThat(rest.endedAt()).isNull();
    }

    @Test
    void remembersHowTheRiskWent() {
        patchTheCanaries();
        Instant began = scene.now();
        scene.run(3);
        List<LookView> looks = await(scene.desk.views().looks(ROLLOUT, null)).looks();
        assertThat(looks).extracting(LookView::at).isSorted();
        LookView last = looks.get(looks.size() - 1);
        assertThat(last.at()).isAfter(began);
        assertThat(last.patched()).isEqualTo(4);
        assertThat(last.low()).isLessThanOrEqualTo(last.risk());
        assertThat(last.high()).isGreaterThanOrEqualTo(last.risk());
    }

    @Test
    void beginsAfterARestartWithTheLooksThatChangedSomething() {
        patchTheCanaries();
        scene.run(3);
        scene.restart();
        scene.run(1);
        assertThat(await(scene.desk.views().looks(ROLLOUT, null)).looks())
                .hasSizeGreaterThan(1)
                .first()
                .extracting(LookView::decision)
                .isEqualTo(Decision.HOLD);
    }

    @Test
    void marksTheLinesOfAReportThatNameThePatch() {
        patchTheCanaries();
        scene.warn(scene.host(2), "tcp_recvmsg", MODULE);
        scene.run(1);
        EventGroup group = scene.events().get(0);
        String[] lines = group.sample().split("\n");
        assertThat(group.firstHost()).isEqualTo(scene.host(2));
        assertThat(group.marked()).isNotEmpty();
        assertThat(group.marked()).allSatisfy(line -> assertThat(lines[line]).contains("tcp_recvmsg+0x10"));
        assertThat(group.marked()).hasSizeLessThan(lines.length / 2);
        assertThat(await(scene.desk.views().hostEvents(scene.host(2)))).hasSize(1);
        assertThat(await(scene.desk.views().hostEvents(scene.host(3)))).isEmpty();
    }

    @Test
    void saysSinceWhenASignalIsBeyondTheControls() {
        patchTheCanaries();
        scene.run(4);
        scene.hosts(1, 4).forEach(host -> scene.slower.put(host, 3.0));
        scene.run(12);
        MovedSignal latency = await(scene.desk.views().signals(ROLLOUT, CANARY)).get(0);
        assertThat(latency.signal()).isEqualTo("latency");
        // Five steps of 15 s went by before it got slower; a bin of the chart is a sixtieth of the windows.
        assertThat(latency.sinceS()).isBetween(45.0, 95.0);
    }

    @Test
    void hostsOutsideThePlanAreAWaveOnceThereAreAny() {
        patchTheCanaries();
        WaveName unplanned = new WaveName("unplanned");
        assertThatThrownBy(() -> await(scene.desk.views().signals(ROLLOUT, unplanned)))
                .hasMessageContaining("unplanned");

        scene.load(scene.hosts(19, 20), MODULE);
        scene.run(1);

        RolloutView view = await(scene.desk.rollout(ROLLOUT));
        assertThat(view.waveStates()).extracting(RolloutView.Wave::name).contains(unplanned);
        assertThat(await(scene.desk.views().signals(ROLLOUT, unplanned))).isEmpty();
        assertThat(await(scene.desk.views().looks(ROLLOUT, unplanned)).looks()).isEmpty();
    }

    @Test
    void countsKernelsAndLivePatchesOfTheFleet() {
        patchTheCanaries();
        FleetView fleet = await(scene.desk.views().fleet());
        assertThat(fleet.hosts()).containsEntry(Observation.FULL, 20).containsEntry(Observation.SILENT, 0);
        assertThat(fleet.kernels()).containsExactly(new FleetView.Kernel("6.1.0-56-amd64", 20));
        assertThat(fleet.patches()).containsExactly(new FleetView.Loaded(MODULE, "CVE-1", LoadState.PATCHED, 4));
        Page<HostView> hosts = await(scene.desk
                .views()
                .hosts(new HostQuery(Observation.FULL, "6.1.0-56-amd64", "web-1", new Slice(null, 3))));
        assertThat(hosts.total()).isEqualTo(10);
        assertThat(hosts.items()).hasSize(3);
    }

    @Test
    void marksWavesAndDecisionsInCharts() {
        patchTheCanaries();
        scene.run(2);
        assertThat(await(scene.desk.views().annotations(Scene.START, scene.now(), null)))
                .anySatisfy(mark -> assertThat(mark.title()).isEqualTo("r1: wave canary"))
                .anySatisfy(mark -> assertThat(mark.title()).isEqualTo("r1: hold"));
        assertThat(await(scene.desk.views().annotations(Instant.EPOCH, Instant.EPOCH.plusSeconds(1), ROLLOUT)))
                .isEmpty();
    }

    @Test
    void saysWhatWouldChangeADecision() {
        patchTheCanaries();
        scene.warn(scene.host(2), "tcp_recvmsg", MODULE);
        scene.run(1);
        assertThat(scene.gate(null).decision()).isEqualTo(Decision.STOP);
        assertThat(scene.gate(null).wouldChange())
                .anySatisfy(sentence -> assertThat(sentence).contains("named person clears the stop"))
                .anySatisfy(sentence -> assertThat(sentence).contains("marks its fingerprint as known"));
    }

    @Test
    void looksAtAReportAsSoonAsItIsStored() throws Exception {
        patchTheCanaries();
        List<Change> changes = new CopyOnWriteArrayList<>();
        Runnable leave = scene.desk.views().listen(ROLLOUT, changes::add);
        EarlyLook early = new EarlyLook(scene.vertx, scene.fleet, scene.follower, scene::now, scene.follower::look);
        await(scene.ledger.listen(early::hear));
        scene.warn(scene.host(2), "tcp_recvmsg", MODULE);
        for (int i = 0; i < 1_000 && scene.gate(null).decision() != Decision.STOP; i++) {
            Thread.sleep(10);
        }
        leave.run();
        early.close();
        assertThat(scene.gate(null).decision()).isEqualTo(Decision.STOP);
        assertThat(changes)
                .first()
                .satisfies(change -> assertThat(change.what()).contains(Change.What.EVENTS));
    }
}
