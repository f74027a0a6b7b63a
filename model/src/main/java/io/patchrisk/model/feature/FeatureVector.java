// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.feature;

import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * One value in 0..1 for every {@link Feature}, and which of them could not be measured.
 *
 * @param values by feature, complete; 0 for what is missing
 * @param missing features that nothing was measured of: that is not the same as nothing having moved
 */
public record FeatureVector(Map<Feature, Double> values, Set<Feature> missing) {

    /** Cuts each value to 0..1; throws when a value is not finite, or is not there and not said to be missing. */
    public FeatureVector {
        Map<Feature, Double> cut = new EnumMap<>(Feature.class);
        Set<Feature> without = EnumSet.noneOf(Feature.class);
        without.addAll(missing);
        for (Feature feature : Feature.values()) {
            Double value = without.contains(feature) ? Double.valueOf(0) : values.get(feature);
            if (value == null || !Double.isFinite(value)) {
                throw new IllegalArgumentException(feature.word() + " is " + value);
            }
            cut.put(feature, Math.max(0, Math.min(1, value)));
        }
        values = Collections.unmodifiableMap(cut);
        missing = Collections.unmodifiableSet(without);
    }

    /** A vector in which everything was measured. */
    public FeatureVector(Map<Feature, Double> values) {
        this(values, Set.of());
    }

    /** The value; 0 where it is missing. */
    public double get(Feature feature) {
        Double value = values.get(feature);
        return value == null ? 0 : value;
    }

    public boolean isMissing(Feature feature) {
        return missing.contains(feature);
    }
}
