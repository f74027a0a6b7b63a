// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.evaluation;

import io.patchrisk.model.evaluation.Quality;
import io.patchrisk.model.policy.Decision;
import io.patchrisk.model.training.CohortRow;
import io.patchrisk.scoring.evaluation.ModelReport.Count;
import io.patchrisk.scoring.evaluation.ModelReport.Size;
import io.patchrisk.scoring.evaluation.ModelReport.Time;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** The same figures by numbers of hosts and by time after the patch. */
final class Breakdown {

    private final Sample sample;

    Breakdown(Sample sample) {
        this.sample = sample;
    }

    /** Cells with any cohort, from few hosts to many. */
    List<Size> sizes() {
        return HostNumbers.all().stream()
                .filter(numbers -> !sample.where(numbers::hold).isEmpty())
                .map(this::size)
                .toList();
    }

    private Size size(HostNumbers numbers) {
        Predicate<ScoredCohort> cell = numbers::hold;
        Predicate<ScoredCohort> visible = cell.and(Evaluation.only(Kind.VISIBLE));
        Predicate<ScoredCohort> benign = cell.and(cohort -> cohort.kind().benign());
        Predicate<ScoredCohort> judged =
                benign.and(cohort -> cohort.last().row().compared().powered());
        List<ScoredCohort> all = sample.where(cell);
        return new Size(
                numbers.patchedFrom(),
                numbers.controlsFrom(),
                stopped(cell.and(Evaluation.only(Kind.LOUD))),
                stopped(visible),
                sample.share(visible, ScoredCohort::stops),
                stopped(cell.and(Breakdown::otherHarm)),
                stopped(benign),
                Counted.of(sample.where(judged), ScoredCohort::proceeds),
                sample.share(judged, ScoredCohort::proceeds),
                Counted.smallestP(all),
                Counted.smallestEffect(all));
    }

    private static boolean otherHarm(ScoredCohort cohort) {
        return cohort.kind().harmful() && cohort.kind() != Kind.LOUD && cohort.kind() != Kind.VISIBLE;
    }

    private Count stopped(Predicate<ScoredCohort> which) {
        return Counted.of(sample.where(which), ScoredCohort::stops);
    }

    /** Every look of the table, in the order of time; the end of the recordings, which comes when it comes, is last. */
    List<Time> times() {
        Set<String> names = new LinkedHashSet<>();
        sample.cohorts()
                .forEach(cohort ->
                        cohort.looks().forEach(look -> names.add(look.row().look())));
        return names.stream()
                .map(this::time)
                .sorted(Comparator.comparing((Time time) -> time.look().equals(CohortRow.LAST))
                        .thenComparingDouble(Time::seconds))
                .toList();
    }

    private Time time(String look) {
        Predicate<ScoredCohort> here = cohort -> cohort.at(look) != null;
        Predicate<ScoredCohort> harmful = here.and(cohort -> cohort.kind().harmful());
        Predicate<ScoredCohort> benign = here.and(cohort -> cohort.kind().benign());
        Double seconds = Counted.median(sample.where(here), cohort -> seconds(cohort, look));
        return new Time(
                look,
                seconds == null ? 0 : seconds,
                sample.where(harmful).size(),
                sample.where(benign).size(),
                sample.qualityAt(look, harmful.or(benign), Quality::auc),
                stoppedBy(look, here.and(Evaluation.only(Kind.LOUD))),
                stoppedBy(look, here.and(Evaluation.only(Kind.VISIBLE))),
                stoppedBy(look, here.and(Breakdown::otherHarm)),
                stoppedBy(look, benign),
                Counted.of(sample.where(benign), cohort -> {
                    ScoredCohort.Look at = cohort.at(look);
                    return at != null && at.says(Decision.PROCEED);
                }));
    }

    private Count stoppedBy(String look, Predicate<ScoredCohort> which) {
        return Counted.of(sample.where(which), cohort -> cohort.stoppedBy(seconds(cohort, look)));
    }

    private static double seconds(ScoredCohort cohort, String look) {
        ScoredCohort.Look at = cohort.at(look);
        return at == null ? 0 : at.row().seconds();
    }
}
