// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.dataset;

import io.patchrisk.model.assess.Assessment;
import io.patchrisk.model.fact.Role;
import io.patchrisk.model.judge.Finding;
import io.patchrisk.model.judge.Judgement;
import io.patchrisk.model.policy.Policy;
import io.patchrisk.model.policy.Verdict;
import io.patchrisk.model.risk.RiskModel;
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

    private final Replay replay;
    private final String by;
    private final List<Look> looks;
    private final @Nullable VisibleDoses visible;

    /** @param model what decides together with rules and judge; null where they decide alone */
    Scoring(List<Look> looks, @Nullable VisibleDoses visible, Policy policy, @Nullable RiskModel model) {
        this.replay = new Replay(model == null ? policy.withoutModel() : policy, model);
        this.by = model == null ? CohortRow.Said.RULES_AND_JUDGE : model.card().id();
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
                        : classes.of(
                                cohort.treatment(),
                                cohort.patched().size(),
                                cohort.controls().size()),
                cohort.members(),
                look.name(),
                seconds,
                compared(cohort, judgement),
                said(assessment.verdict()),
                assessment.evidence().features());
    }

    private static CohortRow.Compared compared(DrawnCohort cohort, Judgement judgement) {
        return new CohortRow.Compared(
                judgement.look(),
                judgement.patchedHosts(),
                judgement.controlHosts(),
                cohort.patchedHosts().stream()
                        .mapToDouble(host -> host.record().scrapeInterval())
                        .max()
                        .orElse(0),
                judgement.smallestP(),
                judgement.powered(),
                judgement
                        .of(Role.SYMPTOM)
                        .findFirst()
                        .map(Finding::smallestVisible)
                        .orElse(null));
    }

    private CohortRow.Said said(Verdict verdict) {
        return new CohortRow.Said(
                verdict.decision().word(), verdict.reasons().get(0).code().word(), by);
    }
}
