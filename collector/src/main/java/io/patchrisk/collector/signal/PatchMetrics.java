// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.signal;

import io.patchrisk.collector.exposition.Sample;
import io.patchrisk.collector.exposition.Samples;
import io.patchrisk.model.fact.PatchName;
import io.patchrisk.model.fact.PatchSighting;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Live-patch state in the form of metrics, as a textfile script or an exporter states it.
 *
 * <p>{@code kernel_livepatch_enabled{patch}}, {@code kernel_livepatch_transition{patch}}, and the same without the
 * prefix {@code kernel_}; each 0 or 1.
 */
final class PatchMetrics {

    private static final List<String> ENABLED = List.of("kernel_livepatch_enabled", "livepatch_enabled");
    private static final List<String> TRANSITION = List.of("kernel_livepatch_transition", "livepatch_transition");
    /** Stated whether or not a patch is loaded, so that their presence proves that somebody looked. */
    private static final List<String> WITNESSES = List.of("kernel_livepatch_tasks", "livepatch_collector_success");

    static final Set<String> METRICS = metrics();

    /** Live patches a host may state; vendors stack a handful at most. */
    private static final int MAX_PATCHES = 64;

    private PatchMetrics() {}

    private static Set<String> metrics() {
        Set<String> metrics = new TreeSet<>(ENABLED);
        metrics.addAll(TRANSITION);
        metrics.addAll(WITNESSES);
        return metrics;
    }

    /** Whether a scrape tells live-patch state at all. */
    static boolean known(Samples samples) {
        // A collector that says it failed has not looked.
        boolean failed = HostState.sum(samples, "livepatch_collector_success") == 0;
        return !failed && METRICS.stream().anyMatch(samples::has);
    }

    /** The live patches listed, in order of name; those that cannot be taken are added to {@code discarded}. */
    static List<PatchSighting> sightings(Samples samples, Instant at, Map<Discard, Long> discarded) {
        Map<PatchName, Boolean> enabled = states(samples, ENABLED, discarded);
        Map<PatchName, Boolean> transition = states(samples, TRANSITION, discarded);
        Set<PatchName> patches = new TreeSet<>(enabled.keySet());
        patches.addAll(transition.keySet());
        List<PatchSighting> sightings = new ArrayList<>();
        for (PatchName patch : patches) {
            sightings.add(new PatchSighting(
                    at, patch, enabled.getOrDefault(patch, false), transition.getOrDefault(patch, false), List.of()));
        }
        return sightings;
    }

    private static Map<PatchName, Boolean> states(
            Samples samples, List<String> families, Map<Discard, Long> discarded) {
        Map<PatchName, Boolean> states = new TreeMap<>();
        for (String family : families) {
            for (Sample sample : samples.of(family)) {
                Optional<PatchName> patch = name(sample.labels().get("patch"));
                boolean usable = patch.isPresent() && (sample.value() == 0 || sample.value() == 1);
                if (usable && states.size() < MAX_PATCHES) {
                    states.put(patch.get(), sample.value() == 1);
                } else {
                    discarded.merge(Discard.PATCH_STATE, 1L, Long::sum);
                }
            }
        }
        return states;
    }

    private static Optional<PatchName> name(String text) {
        try {
            return Optional.of(new PatchName(text));
        } catch (IllegalArgumentException unusable) {
            return Optional.empty();
        }
    }
}
