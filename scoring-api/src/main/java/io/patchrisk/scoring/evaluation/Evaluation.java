// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.evaluation;

import io.patchrisk.model.evaluation.Curve;
import io.patchrisk.model.evaluation.Prediction;
import io.patchrisk.model.evaluation.Quality;
import io.patchrisk.model.evaluation.Reliability;
import io.patchrisk.model.risk.Conformal;
import io.patchrisk.model.risk.Conformity.Call;
import io.patchrisk.model.risk.ModelCard;
import io.patchrisk.model.risk.RiskModel;
import io.patchrisk.model.training.CohortRow;
import io.patchrisk.model.training.Part;
import io.patchrisk.scoring.dataset.VisibleDoses;
import io.patchrisk.scoring.evaluation.ModelReport.Mix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Measures a model on one part of a table. The same table, model and seed give the same numbers.
 *
 * @param table name of the table
 * @param tableSha256 its digest
 * @param part the part
 * @param clock only cohorts of hosts on this clock; null for all
 * @param priorHarm stated prior
 * @param doses what can be seen at all; null where the table's own word counts
 * @param seed of the resampling
 */
public record Evaluation(
        String table,
        String tableSha256,
        Part part,
        @Nullable String clock,
        double priorHarm,
        @Nullable VisibleDoses doses,
        long seed) {

    /** Throws {@link IllegalArgumentException} when the part has no harmful or no benign cohort. */
    public ModelReport of(RiskModel model, List<CohortRow> rows) {
        List<CohortRow> mine = rows.stream()
                .filter(row -> row.part() == part)
                .filter(row -> clock == null || row.members().clock().equals(clock))
                .toList();
        Sample sample = Sample.of(mine, model, priorHarm, doses, seed);
        long harmful = sample.where(cohort -> cohort.kind().harmful()).size();
        long benign = sample.where(cohort -> cohort.kind().benign()).size();
        if (harmful == 0 || benign == 0) {
            throw new IllegalArgumentException("part " + part.word() + " of " + table
                    + (clock == null ? "" : ", clock " + clock + ",") + " has " + harmful
                    + " harmful and " + benign + " benign cohorts: both are needed");
        }
        Breakdown breakdown = new Breakdown(sample);
        return new ModelReport(
                source(model.card(), mine),
                kinds(sample).stream().map(kind -> content(sample, kind)).toList(),
                ranking(sample),
                mixes(sample),
                curves(sample),
                kinds(sample).stream()
                        .filter(kind -> kind != Kind.OTHER)
                        .map(kind -> abstention(sample, kind))
                        .toList(),
                FalseAlarms.of(sample),
                kinds(sample).stream()
                        .map(kind -> Deciding.of(kind, sample.where(only(kind))))
                        .toList(),
                breakdown.sizes(),
                breakdown.times(),
                Families.of(sample));
    }

    private ModelReport.Source source(ModelCard card, List<CohortRow> rows) {
        return new ModelReport.Source(
                card.id(),
                card.sha256(),
                card.trainedAt(),
                table,
                tableSha256,
                part.word(),
                clock,
                seed,
                priorHarm,
                rows.stream().map(row -> row.said().by()).distinct().sorted().toList(),
                new Conformal(card.heldOut()).guarantee());
    }

    private static List<Kind> kinds(Sample sample) {
        return Arrays.stream(Kind.values())
                .filter(kind -> !sample.where(only(kind)).isEmpty())
                .toList();
    }

    static Predicate<ScoredCohort> only(Kind kind) {
        return cohort -> cohort.kind() == kind;
    }

    private static ModelReport.Content content(Sample sample, Kind kind) {
        List<ScoredCohort> cohorts = sample.where(only(kind));
        return new ModelReport.Content(
                kind.word(),
                kind.title(),
                Counted.modules(cohorts),
                Counted.runs(cohorts),
                cohorts.size(),
                cohorts.stream().mapToInt(cohort -> cohort.looks().size()).sum());
    }

    private static List<ModelReport.Ranking> ranking(Sample sample) {
        List<ModelReport.Ranking> rows = new ArrayList<>();
        rows.add(ranking(sample, "all", "all harm", cohort -> cohort.kind().harmful()));
        for (Kind kind : kinds(sample)) {
            if (kind.harmful()) {
                rows.add(ranking(sample, kind.word(), kind.title(), only(kind)));
            }
        }
        return rows;
    }

    private static ModelReport.Ranking ranking(Sample sample, String kind, String title, Predicate<ScoredCohort> harm) {
        Predicate<ScoredCohort> against =
                cohort -> harm.test(cohort) || cohort.kind().benign();
        List<ScoredCohort> cohorts = sample.where(harm);
        return new ModelReport.Ranking(
                kind,
                title,
                Counted.modules(cohorts),
                Counted.runs(cohorts),
                cohorts.size(),
                sample.quality(against, 0.5, Quality::auc),
                sample.quality(against, 0.5, Quality::averagePrecision));
    }

    private List<Mix> mixes(Sample sample) {
        List<Mix> mixes = new ArrayList<>();
        mixes.add(mix(sample, "lab", "the lab's mix", Evaluation::known, share(sample, Evaluation::known)));
        mixes.add(mix(sample, "stated", "as rollouts are: the stated prior", Evaluation::known, priorHarm));
        double judged = share(sample, Evaluation::judged);
        if (judged > 0 && judged < 1) {
            mixes.add(mix(
                    sample, "judged", "the lab's mix, where a verdict is to be expected", Evaluation::judged, judged));
        }
        return mixes;
    }

    /** The share of harm among some cohorts; NaN where there are none. */
    private static double share(Sample sample, Predicate<ScoredCohort> which) {
        List<Prediction> all = sample.predictions(which, 0.5);
        double harmful = Prediction.weight(all, true);
        return harmful / (harmful + Prediction.weight(all, false));
    }

    private static boolean known(ScoredCohort cohort) {
        return cohort.kind().harmful() || cohort.kind().benign();
    }

    /** Harm that kernel logs tell; and harm that can be seen, and none, where hosts and scrapes suffice to tell them apart. */
    private static boolean judged(ScoredCohort cohort) {
        return cohort.kind() == Kind.LOUD
                || cohort.kind() == Kind.VISIBLE
                || (cohort.kind().benign() && cohort.last().row().compared().powered());
    }

    private static Mix mix(Sample sample, String name, String title, Predicate<ScoredCohort> which, double share) {
        return new Mix(
                name,
                title,
                share,
                sample.quality(which, share, all -> Quality.brier(Prediction.reweighted(all, share))),
                sample.quality(which, share, all -> Quality.calibrationError(Prediction.reweighted(all, share))),
                sample.quality(which, share, all -> Quality.logLoss(Prediction.reweighted(all, share))),
                Reliability.of(Prediction.reweighted(sample.predictions(which, share), share))
                        .bins());
    }

    private static List<ModelReport.NamedCurve> curves(Sample sample) {
        List<ModelReport.NamedCurve> curves = new ArrayList<>();
        curves.add(curve(sample, "all", "all harm", cohort -> cohort.kind().harmful()));
        for (Kind kind : kinds(sample)) {
            if (kind.harmful()) {
                curves.add(curve(sample, kind.word(), kind.title(), only(kind)));
            }
        }
        return curves;
    }

    private static ModelReport.NamedCurve curve(
            Sample sample, String kind, String title, Predicate<ScoredCohort> harm) {
        return new ModelReport.NamedCurve(
                kind,
                title,
                Curve.of(sample.predictions(
                                cohort -> harm.test(cohort) || cohort.kind().benign(), 0.5))
                        .points());
    }

    private static ModelReport.Abstention abstention(Sample sample, Kind kind) {
        return new ModelReport.Abstention(
                kind.word(),
                kind.title(),
                sample.where(only(kind)).size(),
                sample.share(only(kind), cohort -> call(cohort) == Call.BENIGN),
                sample.share(only(kind), cohort -> call(cohort) == Call.HARMFUL),
                sample.share(only(kind), cohort -> call(cohort).abstains()),
                sample.share(
                        only(kind), cohort -> !cohort.last().risk().outOfRange().isEmpty()));
    }

    static Call call(ScoredCohort cohort) {
        return cohort.last().risk().conformity().call();
    }
}
