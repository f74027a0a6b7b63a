// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.training;

import io.patchrisk.model.feature.Feature;
import io.patchrisk.model.risk.TrainedRange;
import io.patchrisk.model.risk.TrainedRange.Span;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Finds the range of training rows: what each feature reached, and examples that every row has one near of. */
final class Ranges {

    /** So many examples lie no farther apart than rows of one fault do, and cost no microsecond each. */
    private static final int EXAMPLES = 64;

    /** One row in a hundred may lie farther from all other groups than a cohort in range does. */
    private static final double FAR = 0.99;

    private static final int DECIMALS = 9;

    private Ranges() {}

    static TrainedRange spans(List<TrainingRow> rows) {
        Weights weights = Weights.of(rows);
        Map<Feature, Span> spans = new EnumMap<>(Feature.class);
        for (Feature feature : Feature.values()) {
            spans.put(feature, span(rows, weights, feature));
        }
        return new TrainedRange(spans, List.of(), 0);
    }

    private static Span span(List<TrainingRow> rows, Weights weights, Feature feature) {
        double least = 1;
        double most = 0;
        double sum = 0;
        double all = 0;
        int missing = 0;
        for (TrainingRow row : rows) {
            if (row.features().isMissing(feature)) {
                missing++;
            } else {
                double value = row.features().get(feature);
                least = Math.min(least, value);
                most = Math.max(most, value);
                sum += weights.of(row) * value;
                all += weights.of(row);
            }
        }
        return new Span(
                rounded(Math.min(least, most)),
                rounded(most),
                rounded(all == 0 ? 0 : sum / all),
                rounded(missing / (double) rows.size()));
    }

    /** The whole range. Each example is the row that lies farthest from those before (Gonzalez 1985), the first one first. */
    static TrainedRange of(List<TrainingRow> rows, Map<Feature, Span> spans) {
        TrainedRange bare = new TrainedRange(spans, List.of(), 0);
        List<double[]> points =
                rows.stream().map(row -> bare.point(row.features())).toList();
        double[] nearest = new double[rows.size()];
        double[] nearestOfOthers = new double[rows.size()];
        Arrays.fill(nearest, Double.POSITIVE_INFINITY);
        Arrays.fill(nearestOfOthers, Double.POSITIVE_INFINITY);
        List<TrainingRow> examples = new ArrayList<>();
        int next = 0;
        while (examples.size() < EXAMPLES && nearest[next] > 0) {
            TrainingRow example = rows.get(next);
            double[] point = points.get(next);
            examples.add(example);
            for (int i = 0; i < nearest.length; i++) {
                double distance = TrainedRange.distance(points.get(i), point);
                nearest[i] = Math.min(nearest[i], distance);
                if (!rows.get(i).group().equals(example.group())) {
                    nearestOfOthers[i] = Math.min(nearestOfOthers[i], distance);
                }
            }
            next = farthest(nearest);
        }
        return new TrainedRange(
                spans, examples.stream().map(TrainingRow::features).toList(), radius(nearestOfOthers));
    }

    private static int farthest(double[] nearest) {
        int farthest = 0;
        for (int i = 1; i < nearest.length; i++) {
            farthest = nearest[i] > nearest[farthest] ? i : farthest;
        }
        return farthest;
    }

    private static double radius(double[] distances) {
        double[] sorted =
                Arrays.stream(distances).filter(Double::isFinite).sorted().toArray();
        return sorted.length == 0 ? 0 : rounded(sorted[(int) Math.min(sorted.length - 1.0, FAR * sorted.length)]);
    }

    private static double rounded(double value) {
        return new BigDecimal(value).setScale(DECIMALS, RoundingMode.HALF_EVEN).doubleValue();
    }
}
