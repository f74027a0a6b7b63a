// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.comparison;

import io.patchrisk.model.evaluation.Estimate;
import io.patchrisk.model.evaluation.Prediction;
import io.patchrisk.model.evaluation.Quality;
import io.patchrisk.model.evaluation.Resampling;
import io.patchrisk.model.training.CohortCsv;
import io.patchrisk.model.training.CohortRow;
import io.patchrisk.model.training.Part;
import io.patchrisk.model.training.TrainingRow;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Compares learners on a training table and prints the table for the rationale, with what it says should be shipped. */
public final class Comparison {

    private static final long SEED = 1;
    private static final int FOLDS = 10;
    private static final int TREES = 300;

    /** Kept, or its level would be forgotten: Tribuo tells of every tree. */
    private static final Logger TRIBUO = Logger.getLogger("org.tribuo");

    private final List<CohortRow> cohorts;
    private final List<TrainingRow> rows;
    private final Resampling resampling;
    private final List<Boolean> hidden;

    Comparison(List<CohortRow> all) {
        cohorts = all.stream().filter(CohortRow::known).toList();
        rows = CohortCsv.training(cohorts);
        List<CohortRow> headlines = cohorts.stream()
                .filter(row -> row.look().equals(CohortRow.LAST))
                .toList();
        hidden = headlines.stream().map(CohortRow::hidden).toList();
        resampling = new Resampling(
                headlines.stream()
                        .map(row -> new Resampling.Unit(
                                row.moduleGroup(), row.harmful(), row.members().patched()))
                        .toList(),
                SEED);
    }

    /** Takes the table and, after it, parts of it to learn from and be measured on; {@code train} where none is given. */
    public static void main(String[] arguments) throws IOException {
        TRIBUO.setLevel(Level.WARNING);
        if (arguments.length == 0) {
            throw new IllegalArgumentException("usage: Comparison TABLE [PART...]");
        }
        List<Part> parts = new ArrayList<>();
        for (int i = 1; i < arguments.length; i++) {
            parts.add(Part.of(arguments[i]));
        }
        List<Part> wanted = parts.isEmpty() ? List.of(Part.TRAIN) : List.copyOf(parts);
        try (BufferedReader reader = Files.newBufferedReader(Path.of(arguments[0]))) {
            List<CohortRow> all = CohortCsv.read(reader).stream()
                    .filter(row -> wanted.contains(row.part()))
                    .toList();
            System.out.print(new Comparison(all).markdown(learners()));
        }
    }

    private static List<Learner> learners() {
        return List.of(
                new Logistic(SEED),
                Additive.pairs(SEED),
                Additive.ramps(SEED),
                new Forest(TREES, SEED),
                new Boosted(SEED),
                new BoostedBinary(SEED));
    }

    String markdown(List<Learner> learners) {
        List<Integer> folds = Folds.of(cohorts, FOLDS);
        List<Trial> trials =
                learners.stream().map(learner -> Trial.of(learner, rows, folds)).toList();
        List<String> lines = new ArrayList<>();
        lines.add(said(
                "%d rows of %d cohorts in %d folds, grouped by module and fault family; calibrated on the other folds;"
                        + " classes weigh the same; in brackets 95 %% of 1,000 resamplings of modules and runs.%n",
                rows.size(), hidden.size(), folds.stream().distinct().count()));
        lines.add(
                "| learner | Brier | Brier less shipped | log loss | calibration error | AUC | AUC, harm that can be seen"
                        + " | lowered by more evidence | any JRE |");
        lines.add("|---|---|---|---|---|---|---|---|---|");
        trials.forEach(trial -> lines.add(line(trial, trials.get(0))));
        lines.add("");
        lines.add(verdict(trials));
        return String.join("\n", lines) + "\n";
    }

    private String line(Trial trial, Trial shipped) {
        return said(
                "| %s | %s | %s | %s | %s | %s | %s | %d of %,d | %s |",
                trial.learner().name(),
                figure(quality(trial, false, Quality::brier)),
                trial.equals(shipped) ? "" : figure(difference(trial, shipped)),
                figure(quality(trial, false, Quality::logLoss)),
                figure(quality(trial, false, Quality::calibrationError)),
                figure(quality(trial, false, Quality::auc)),
                figure(quality(trial, true, Quality::auc)),
                trial.reversals(),
                Trial.RAISES,
                trial.learner().anyJre() ? "yes" : "no");
    }

    private @Nullable Estimate quality(
            Trial trial, boolean seenOnly, Function<List<Prediction>, OptionalDouble> figure) {
        return resampling.estimate(hidden.size(), weights -> figure.apply(weighted(trial, weights, seenOnly)));
    }

    private @Nullable Estimate difference(Trial trial, Trial shipped) {
        return resampling.estimate(hidden.size(), weights -> {
            OptionalDouble mine = Quality.brier(weighted(trial, weights, false));
            OptionalDouble theirs = Quality.brier(weighted(shipped, weights, false));
            return mine.isPresent() && theirs.isPresent()
                    ? OptionalDouble.of(mine.getAsDouble() - theirs.getAsDouble())
                    : OptionalDouble.empty();
        });
    }

    private List<Prediction> weighted(Trial trial, double[] weights, boolean seenOnly) {
        List<Prediction> weighted = new ArrayList<>();
        for (int i = 0; i < weights.length; i++) {
            Prediction said = trial.said().get(i);
            if (weights[i] > 0 && !(seenOnly && hidden.get(i))) {
                weighted.add(new Prediction(said.probability(), said.harmful(), said.weight() * weights[i]));
            }
        }
        return Prediction.reweighted(weighted, 0.5);
    }

    /** The least calibrated Brier score among those that may be shipped at all; and whether another is clearly better. */
    private String verdict(List<Trial> trials) {
        Trial best = trials.get(0);
        StringBuilder text = new StringBuilder();
        for (Trial trial : trials) {
            boolean fit = trial.reversals() == 0 && trial.learner().anyJre();
            if (fit && brier(trial) < brier(best)) {
                best = trial;
            }
        }
        text.append(said(
                "To be shipped (least Brier score of those that are monotone and run on any JRE): %s.",
                best.learner().name()));
        for (Trial trial : trials) {
            Estimate difference = difference(trial, best);
            Estimate.Interval interval = difference == null ? null : difference.interval();
            if (interval != null && interval.high() < 0) {
                text.append(said(
                        " Clearly better, but not fit for it: %s.",
                        trial.learner().name()));
            }
        }
        return text.toString();
    }

    private double brier(Trial trial) {
        double[] ones = new double[hidden.size()];
        Arrays.fill(ones, 1);
        return Quality.brier(weighted(trial, ones, false)).orElse(1);
    }

    private static String figure(@Nullable Estimate estimate) {
        if (estimate == null) {
            return "-";
        }
        Estimate.Interval interval = estimate.interval();
        return said("%.3f", estimate.value())
                + (interval == null ? "" : said(" (%.3f to %.3f)", interval.low(), interval.high()));
    }

    private static String said(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
