// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.outcome;

import io.patchrisk.model.feature.Feature;
import io.patchrisk.model.feature.FeatureVector;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Features by name, as they are stored and passed on; what is missing is left out. */
public final class NamedFeatures {

    private NamedFeatures() {}

    /** The features of a vector that were measured, in order of name. */
    public static Map<String, Double> of(FeatureVector vector) {
        Map<String, Double> named = new TreeMap<>();
        for (Feature feature : Feature.values()) {
            if (!vector.isMissing(feature)) {
                named.put(feature.word(), vector.get(feature));
            }
        }
        return named;
    }

    /** The vector of these; names that are no feature are passed over, and features that are not named are missing. */
    public static FeatureVector vector(Map<String, Double> named) {
        Map<Feature, Double> values = new EnumMap<>(Feature.class);
        Set<Feature> missing = EnumSet.noneOf(Feature.class);
        for (Feature feature : Feature.values()) {
            Double value = named.get(feature.word());
            if (value == null) {
                missing.add(feature);
            } else {
                values.put(feature, value);
            }
        }
        return new FeatureVector(values, missing);
    }
}
