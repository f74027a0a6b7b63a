// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.desk;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The model in use.
 *
 * @param model its name, digest and age
 * @param features its inputs, in order
 * @param reliability what it said of runs it never saw against what they were, in bins of equal width
 * @param drift cohorts under watch that are unlike what it learned from, the most unlike first
 * @param card what it was trained on, how well it did and what it is not good for; strings, numbers, lists and maps
 */
public record ModelView(
        @JsonUnwrapped ModelRef model,
        List<String> features,
        List<Bin> reliability,
        List<Drift> drift,
        Map<String, Object> card) {

    /**
     * Runs of which it said much the same.
     *
     * @param predicted mean probability of harm that it gave them
     * @param observed share of them that were harmful
     * @param count how many they are
     */
    public record Bin(double predicted, double observed, int count) {}

    /**
     * A cohort that is unlike what the model learned from.
     *
     * @param ratio share of its features that lie outside
     * @param features those, in the words of the model
     */
    public record Drift(RolloutId rollout, @Nullable WaveName wave, double ratio, List<String> features) {

        public Drift {
            features = List.copyOf(features);
        }
    }

    public ModelView {
        features = List.copyOf(features);
        reliability = List.copyOf(reliability);
        drift = List.copyOf(drift);
        card = java.util.Collections.unmodifiableMap(new TreeMap<>(card));
    }
}
