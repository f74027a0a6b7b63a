// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.rollout;

import io.patchrisk.scoring.desk.Annotation;
import io.patchrisk.scoring.desk.DecisionChange;
import io.patchrisk.scoring.desk.RolloutView;
import io.patchrisk.scoring.fleet.RolloutState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What happened in a rollout, as marks in charts: one a wave and one a decision that changed, never one a host. */
final class Annotations {

    /** Grafana draws hundreds; six thousand took it minutes (grafana#27474). */
    static final int MOST = 500;

    private Annotations() {}

    static List<Annotation> of(RolloutState rollout, RolloutView view, Instant from, Instant to, Instant now) {
        List<Annotation> marks = new ArrayList<>();
        String id = rollout.id().value();
        for (RolloutView.Wave wave : view.waveStates()) {
            Instant start = wave.startedAt();
            Instant end = wave.endedAt() == null ? now : wave.endedAt();
            if (start != null && !start.isAfter(to) && !end.isBefore(from)) {
                marks.add(new Annotation(
                        start.toEpochMilli(),
                        Math.max(start.toEpochMilli(), end.toEpochMilli()),
                        id + ": wave " + wave.name(),
                        List.of("patchrisk", "wave", id),
                        "patch " + rollout.declaration().patch() + ", "
                                + wave.counts().values().stream()
                                        .mapToInt(Integer::intValue)
                                        .sum() + " hosts"));
            }
        }
        for (DecisionChange change : rollout.changes()) {
            if (change.wave() == null
                    && !change.at().isBefore(from)
                    && !change.at().isAfter(to)) {
                String decision = change.decision().word();
                marks.add(new Annotation(
                        change.at().toEpochMilli(),
                        change.at().toEpochMilli(),
                        id + ": " + decision,
                        List.of("patchrisk", decision, id),
                        change.reasons().get(0).text()));
            }
        }
        return marks;
    }
}
