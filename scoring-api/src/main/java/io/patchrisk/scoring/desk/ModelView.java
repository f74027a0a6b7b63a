// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.desk;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The model in use.
 *
 * @param model its name, digest and age
 * @param features its inputs, in order
 * @param card what it was trained on, how well it did and what it is not good for; strings, numbers, lists and maps
 */
public record ModelView(@JsonUnwrapped ModelRef model, List<String> features, Map<String, Object> card) {

    public ModelView {
        features = List.copyOf(features);
        card = java.util.Collections.unmodifiableMap(new TreeMap<>(card));
    }
}
