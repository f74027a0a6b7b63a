// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.evaluation;

import io.patchrisk.model.evaluation.Share;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Counts stops of cohorts to which nothing was done, as independent cases. */
final class FalseAlarms {

    private FalseAlarms() {}

    static List<ModelReport.FalseStops> of(Sample sample) {
        List<ModelReport.FalseStops> rows = new ArrayList<>();
        for (Kind kind : List.of(Kind.BENIGN, Kind.AA)) {
            if (!sample.where(Evaluation.only(kind)).isEmpty()) {
                rows.add(of(sample, kind.word(), kind.title(), Evaluation.only(kind)));
            }
        }
        rows.add(of(sample, "all", "both", cohort -> cohort.kind().benign()));
        return rows;
    }

    private static ModelReport.FalseStops of(Sample sample, String kind, String title, Predicate<ScoredCohort> which) {
        List<ScoredCohort> cohorts = sample.where(which);
        List<ScoredCohort> stopped =
                cohorts.stream().filter(ScoredCohort::stops).toList();
        List<ScoredCohort> apart = apart(cohorts);
        Share runs = new Share(Counted.runs(stopped), Counted.runs(cohorts));
        Share cases = new Share((int) apart.stream().filter(ScoredCohort::stops).count(), apart.size());
        return new ModelReport.FalseStops(
                kind,
                title,
                stopped.size(),
                cohorts.size(),
                runs.hits(),
                runs.of(),
                runs.upperBound(),
                cases.hits(),
                cases.of(),
                cases.upperBound());
    }

    /** Cohorts in the order of the table that share no patched host with one before. */
    private static List<ScoredCohort> apart(List<ScoredCohort> cohorts) {
        Set<String> taken = new HashSet<>();
        List<ScoredCohort> apart = new ArrayList<>();
        for (ScoredCohort cohort : cohorts) {
            List<String> runs = cohort.last().row().members().patched();
            if (runs.stream().noneMatch(taken::contains)) {
                taken.addAll(runs);
                apart.add(cohort);
            }
        }
        return apart;
    }
}
