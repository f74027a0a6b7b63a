// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.risk;

import io.patchrisk.model.feature.Feature;
import io.patchrisk.model.feature.FeatureVector;
import io.patchrisk.model.risk.OutOfRange.How;
import io.patchrisk.model.risk.TrainedRange.Span;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells in what respect a cohort is unlike the training rows. The risk is monotone in evidence; being known is not: a
 * cohort that shows less than training ever saw was perhaps not measured, and that acquits nobody.
 */
final class RangeCheck {

    /** Features lie in 0..1 and are noisy: a twentieth beyond what was seen is still seen. */
    private static final double TOLERANCE = 0.05;

    /** What lacked in fewer training rows than one in a hundred was not learned. */
    private static final double RARE = 0.01;

    private static final List<Feature> FEATURES = List.of(Feature.values());

    private final TrainedRange range;
    private final double[][] examples;

    RangeCheck(TrainedRange range) {
        this.range = range;
        this.examples = range.examples().stream().map(range::point).toArray(double[][]::new);
    }

    /** All respects, feature by feature; empty inside the range. */
    List<OutOfRange> of(FeatureVector features) {
        List<OutOfRange> found = new ArrayList<>();
        range.spans().forEach((feature, span) -> add(found, features, feature, span));
        if (found.isEmpty() && examples.length > 0) {
            apart(found, range.point(features));
        }
        return List.copyOf(found);
    }

    private static void add(List<OutOfRange> found, FeatureVector features, Feature feature, Span span) {
        double value = features.get(feature);
        if (features.isMissing(feature)) {
            if (span.missing() < RARE) {
                found.add(new OutOfRange(How.MISSING, feature, 1, span.missing()));
            }
        } else if (value > span.most() + TOLERANCE) {
            found.add(new OutOfRange(How.ABOVE, feature, value, span.most()));
        }
    }

    private void apart(List<OutOfRange> found, double[] point) {
        double[] nearest = examples[0];
        double least = Double.POSITIVE_INFINITY;
        for (double[] example : examples) {
            double distance = TrainedRange.distance(point, example);
            if (distance < least) {
                least = distance;
                nearest = example;
            }
        }
        if (least > range.radius() + TOLERANCE) {
            int farthest = 0;
            for (int i = 1; i < point.length; i++) {
                if (Math.abs(point[i] - nearest[i]) > Math.abs(point[farthest] - nearest[farthest])) {
                    farthest = i;
                }
            }
            found.add(new OutOfRange(How.APART, FEATURES.get(farthest), least, range.radius()));
        }
    }
}
