// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.alert;

import io.patchrisk.model.fact.EventKind;
import io.patchrisk.model.fact.HostId;
import io.patchrisk.model.policy.Decision;
import io.patchrisk.scoring.desk.Assessment;
import io.patchrisk.scoring.desk.Basis;
import io.patchrisk.scoring.desk.Coverage;
import io.patchrisk.scoring.desk.EventGroup;
import io.patchrisk.scoring.desk.Mode;
import io.patchrisk.scoring.desk.Origin;
import io.patchrisk.scoring.desk.OutcomeStanding;
import io.patchrisk.scoring.desk.Reason;
import io.patchrisk.scoring.desk.RolloutId;
import io.patchrisk.scoring.desk.RolloutSummary;
import io.patchrisk.scoring.desk.RolloutView;
import io.patchrisk.scoring.desk.WaveName;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A rollout of two waves whose first one is stopped, and kernel reports that a test gives it. */
final class Stopped implements Grounds {

    static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");
    static final RolloutId ROLLOUT = new RolloutId("r1");
    static final WaveName CANARY = new WaveName("canary");
    static final WaveName REST = new WaveName("rest");

    final List<EventGroup> events = new ArrayList<>();
    List<Reason> reasons = List.of(Reason.of("crash_attributed", "an oops with the patch in the stack"));
    Decision canary = Decision.STOP;
    Decision rollout = Decision.STOP;

    RolloutView view() {
        Assessment assessment = assessment(null, rollout);
        return new RolloutView(
                new RolloutSummary(
                        ROLLOUT,
                        "p1",
                        Mode.ENFORCING,
                        Origin.DECLARED,
                        RolloutSummary.State.RUNNING,
                        rollout,
                        null,
                        0.01,
                        "because",
                        CANARY,
                        Map.of(),
                        List.of(CANARY, REST),
                        NOW,
                        NOW),
                assessment,
                List.of(
                        RolloutView.Wave.of(CANARY, canary, null, List.of(), null),
                        RolloutView.Wave.of(REST, Decision.UNKNOWN, null, List.of(), null)),
                List.of(),
                new OutcomeStanding(null, null, null, null, false, 0));
    }

    private Assessment assessment(WaveName wave, Decision decision) {
        return new Assessment(
                ROLLOUT,
                wave,
                null,
                "p1",
                Mode.ENFORCING,
                decision,
                Basis.EVIDENCE,
                0.9,
                0.01,
                null,
                null,
                reasons,
                Coverage.empty(),
                null,
                null,
                List.of(),
                List.of(),
                List.of(new HostId("web-1")),
                null,
                NOW,
                null,
                null,
                true,
                null);
    }

    static EventGroup event(String fingerprint, String title, int hosts) {
        List<HostId> names = IntStream.range(0, hosts)
                .mapToObj(i -> new HostId("web-%02d".formatted(i)))
                .toList();
        return new EventGroup(
                fingerprint,
                EventKind.OOPS,
                title,
                "demo_open",
                true,
                "a frame of the stack is in the patch",
                3.0,
                null,
                hosts,
                names,
                List.of(),
                NOW.minusSeconds(5),
                NOW.minusSeconds(2),
                new HostId("web-00"),
                "the report",
                List.of());
    }

    @Override
    public Future<Assessment> of(RolloutId id, WaveName wave) {
        return Future.succeededFuture(assessment(wave, wave.equals(CANARY) ? canary : Decision.UNKNOWN));
    }

    @Override
    public Future<List<EventGroup>> events(RolloutId id) {
        return Future.succeededFuture(List.copyOf(events));
    }
}
