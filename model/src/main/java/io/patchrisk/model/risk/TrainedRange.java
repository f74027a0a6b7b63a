// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.risk;

import io.patchrisk.model.feature.Feature;
import io.patchrisk.model.feature.FeatureVector;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What a model saw in training: outside of it, what it says is a guess.
 *
 * @param spans by feature; empty where nothing is known of the training
 * @param examples rows that lie apart from each other, so that every row has one near it
 * @param radius how far the rows of a group lie from the examples of the others, but for one in a hundred
 */
public record TrainedRange(Map<Feature, Span> spans, List<FeatureVector> examples, double radius) {

    /** Nothing is known of the training, so nothing is outside of it. */
    public static final TrainedRange UNKNOWN = new TrainedRange(Map.of(), List.of(), 0);

    /**
     * What training saw of one feature.
     *
     * @param least smallest value
     * @param most largest value
     * @param neutral mean of the rows that have it, classes weighted alike: what it counts for where it is missing
     * @param missing share of rows that lack it
     */
    public record Span(double least, double most, double neutral, double missing) {}

    public TrainedRange {
        Map<Feature, Span> copy = new EnumMap<>(Feature.class);
        copy.putAll(spans);
        spans = Collections.unmodifiableMap(copy);
        examples = List.copyOf(examples);
    }

    /** The value that a feature counts for: where it is missing, one that speaks neither for harm nor against it. */
    public double value(FeatureVector features, Feature feature) {
        if (!features.isMissing(feature)) {
            return features.get(feature);
        }
        Span span = spans.get(feature);
        return span == null ? 0 : span.neutral();
    }

    /** All values, in the order of {@link Feature}. */
    public double[] point(FeatureVector features) {
        Feature[] all = Feature.values();
        double[] point = new double[all.length];
        for (int i = 0; i < all.length; i++) {
            point[i] = value(features, all[i]);
        }
        return point;
    }

    /** How far two points lie apart (Euclid). */
    public static double distance(double[] one, double[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += (one[i] - other[i]) * (one[i] - other[i]);
        }
        return Math.sqrt(sum);
    }
}
