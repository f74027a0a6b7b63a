// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.feature;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * One value in 0..1 for every {@link Feature}.
 *
 * @param values by feature, complete
 */
public record FeatureVector(Map<Feature, Double> values) {

    /** Cuts each value to 0..1; throws when a feature is missing or not finite. */
    public FeatureVector {
        Map<Feature, Double> cut = new EnumMap<>(Feature.class);
        for (Feature feature : Feature.values()) {
            Double value = values.get(feature);
            if (value == null || !Double.isFinite(value)) {
                throw new IllegalArgumentException(feature.word() + " is " + value);
            }
            cut.put(feature, Math.max(0, Math.min(1, value)));
        }
        values = Collections.unmodifiableMap(cut);
    }

    public double get(Feature feature) {
        Double value = values.get(feature);
        return value == null ? 0 : value;
    }
}
