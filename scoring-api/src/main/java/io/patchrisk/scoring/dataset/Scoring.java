// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.dataset;

import io.patchrisk.model.assess.Assessment;
import io.patchrisk.model.judge.Judgement;
import io.patchrisk.model.policy.Policy;
import io.patchrisk.model.training.CohortRow;
import io.patchrisk.scoring.replay.RecordedHost;
import io.patchrisk.scoring.replay.Replay;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes the looks at a cohort, the way the service takes them. */
final class Scoring {

    /** A look this close before the end would be the last one twice. */
    private static final double SAME_SECONDS = 1;

    private final Replay replay = new Replay(Policy.DEFAULT, null);
    private final List<Look> looks;
    private final @Nullable VisibleDoses visible;

    Scoring(List<Look> looks, @Nullable VisibleDoses visible) {
        this.looks = List.copyOf(looks);
        this.visible = visible;
    }

    /** A row a look; looks that come after the end of the recordings are left out. */
    List<CohortRow> rows(String id, DrawnCohort cohort) {
        List<RecordedHost> patched = cohort.patchedHosts();
        List<RecordedHost> controls = cohort.controlHosts();
        double end = Replay.seconds(patched);
        List<CohortRow> rows = new ArrayList<>();
        for (Look look : looks) {
            Double planned = look.seconds();
            if (planned == null || planned < end - SAME_SECONDS) {
                double seconds = planned == null ? end : planned;
                double now = RecordedHost.ORIGIN + seconds;
                Assessment assessment = replay.at(until(patched, now), until(controls, now), seconds);
                rows.add(row(id, cohort, look, seconds, assessment));
            }
        }
        return rows;
    }

    private static List<RecordedHost> until(List<RecordedHost> hosts, double now) {
        return hosts.stream().map(host -> host.until(now)).toList();
    }

    private CohortRow row(String id, DrawnCohort cohort, Look look, double seconds, Assessment assessment) {
        Judgement judgement = assessment.evidence().judgement();
        VisibleDoses classes = visible;
        return new CohortRow(
                id,
                cohort.part(),
                cohort.treatment(),
                classes == null
                        ? null
                        : classes.of(cohort.treatment(), cohort.patched().size()),
                cohort.members(),
                look.name(),
                seconds,
                new CohortRow.Compared(judgement.look(), judgement.patchedHosts(), judgement.controlHosts()),
                assessment.evidence().features());
    }
}
