// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.desk;

import io.patchrisk.model.policy.Decision;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a decision was weighed from, as it was at that look and never changed afterwards.
 *
 * @param at when the decision was reached
 * @param decision the decision
 * @param featureVersion what the features mean
 * @param features what the model was given, by name; what was missing is left out
 * @param model the model's id; null when rules alone decided
 * @param patchedHosts hosts that had the patch
 * @param controlHosts hosts they were compared with
 */
public record Weighed(
        Instant at,
        Decision decision,
        int featureVersion,
        Map<String, Double> features,
        @Nullable String model,
        int patchedHosts,
        int controlHosts) {

    public Weighed {
        features = Collections.unmodifiableMap(new TreeMap<>(features));
    }
}
