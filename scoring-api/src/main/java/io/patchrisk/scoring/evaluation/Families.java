// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.evaluation;

import io.patchrisk.model.evaluation.Quality;
import io.patchrisk.model.training.Treatment;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The figures by what was done: fault and dose, or what a benign patch costs. */
final class Families {

    private record Key(Kind kind, String family, String dose) {

        static Key of(ScoredCohort cohort) {
            Treatment treatment = cohort.last().row().treatment();
            return new Key(cohort.kind(), word(treatment.family()), word(treatment.dose()));
        }

        private static String word(@Nullable String text) {
            return text == null ? "" : text;
        }
    }

    private Families() {}

    static List<ModelReport.Family> of(Sample sample) {
        return sample.cohorts().stream()
                .map(Key::of)
                .distinct()
                .sorted(Comparator.comparing(Key::kind)
                        .thenComparing(Key::family)
                        .thenComparing(Key::dose))
                .map(key -> family(sample, key))
                .toList();
    }

    private static ModelReport.Family family(Sample sample, Key key) {
        Predicate<ScoredCohort> mine = cohort -> Key.of(cohort).equals(key);
        List<ScoredCohort> cohorts = sample.where(mine);
        List<ScoredCohort> stopped =
                cohorts.stream().filter(ScoredCohort::stops).toList();
        Double risk = Counted.median(cohorts, cohort -> cohort.last().risk().probability());
        return new ModelReport.Family(
                key.kind().word(),
                key.family(),
                key.dose(),
                Counted.modules(cohorts),
                Counted.runs(cohorts),
                cohorts.size(),
                risk == null ? 0 : risk,
                key.kind().harmful()
                        ? sample.quality(
                                cohort -> mine.test(cohort) || cohort.kind().benign(), 0.5, Quality::auc)
                        : null,
                Counted.of(cohorts, ScoredCohort::stops),
                Counted.of(cohorts, ScoredCohort::proceeds),
                Counted.of(cohorts, cohort -> Evaluation.call(cohort).abstains()),
                Counted.of(cohorts, cohort -> !cohort.last().risk().outOfRange().isEmpty()),
                Counted.median(stopped, cohort -> cohort.deciding().row().seconds()),
                Counted.median(stopped, Families::scrapes),
                HostNumbers.all().stream()
                        .map(numbers -> cell(
                                numbers, cohorts.stream().filter(numbers::hold).toList()))
                        .filter(cell -> cell.decisions().cohorts() > 0)
                        .toList());
    }

    private static ModelReport.Cell cell(HostNumbers numbers, List<ScoredCohort> cohorts) {
        List<ScoredCohort> stopped =
                cohorts.stream().filter(ScoredCohort::stops).toList();
        return new ModelReport.Cell(
                numbers.patchedFrom(),
                numbers.controlsFrom(),
                Deciding.of(cohorts),
                Counted.median(stopped, Families::scrapes),
                Counted.smallestP(cohorts),
                Counted.smallestEffect(cohorts));
    }

    private static double scrapes(ScoredCohort cohort) {
        double interval = cohort.deciding().row().compared().interval();
        return interval > 0 ? Math.ceil(cohort.deciding().row().seconds() / interval) : 0;
    }
}
