// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.outcome;

import io.patchrisk.model.feature.Feature;
import io.patchrisk.model.feature.FeatureVector;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** Features by name, as they are stored and passed on; what is missing is left out. */
public final class NamedFeatures {

    private NamedFeatures() {}

    /** The features of a vector, in order of name. */
    public static Map<String, Double> of(FeatureVector vector) {
        Map<String, Double> named = new TreeMap<>();
        for (Feature feature : Feature.values()) {
            double value = vector.get(feature);
            if (Double.isFinite(value)) {
                named.put(feature.word(), value);
            }
        }
        return named;
    }

    /** The vector of these; names that are no feature are passed over. Throws {@link IllegalArgumentException} when one lacks that must be there. */
    public static FeatureVector vector(Map<String, Double> named) {
        Map<Feature, Double> values = new EnumMap<>(Feature.class);
        for (Feature feature : Feature.values()) {
            Double value = named.get(feature.word());
            if (value != null) {
                values.put(feature, value);
            }
        }
        return new FeatureVector(values);
    }
}
