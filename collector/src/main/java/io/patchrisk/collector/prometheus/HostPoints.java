// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.prometheus;

import io.patchrisk.model.fact.PatchName;
import io.patchrisk.model.fact.PatchSighting;
import io.patchrisk.model.fact.Reading;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a store told of one host at one point in time, put together from several queries. */
final class HostPoints {

    private final Map<String, Double> values = new HashMap<>();
    private final Map<PatchName, Boolean> enabled = new TreeMap<>();
    private final Map<PatchName, Boolean> transition = new TreeMap<>();
    private double boot = Double.NaN;
    private double resets;
    private @Nullable String release;
    private boolean patchStateKnown;
    private boolean down;

    boolean value(String signal, double value) {
        values.put(signal, value);
        return true;
    }

    boolean boot(double seconds) {
        boot = seconds;
        return true;
    }

    boolean resets(double count) {
        resets = count;
        return true;
    }

    boolean release(@Nullable String stated) {
        release = stated;
        return stated != null;
    }

    boolean up(double value) {
        down = value == 0;
        return true;
    }

    boolean enabled(String patch, boolean on) {
        return state(enabled, patch, on);
    }

    boolean transition(String patch, boolean on) {
        return state(transition, patch, on);
    }

    private boolean state(Map<PatchName, Boolean> states, String patch, boolean on) {
        try {
            states.put(new PatchName(patch), on);
            return patchStateKnown();
        } catch (IllegalArgumentException unusable) {
            return false;
        }
    }

    boolean patchStateKnown() {
        patchStateKnown = true;
        return true;
    }

    /** Whether the store says that it could not scrape the host. */
    boolean down() {
        return down;
    }

    /** Whether anything was told but whether the host is up. */
    boolean isEmpty() {
        return values.isEmpty() && Double.isNaN(boot) && !patchStateKnown;
    }

    double boot() {
        return boot;
    }

    /** The reading, given the boot time told before; NaN for none. */
    Reading reading(Instant at, double bootBefore) {
        // A clock that was set moves the boot time but makes no counter fall; 5 s is its jitter.
        boolean rebooted = Math.abs(boot - bootBefore) > 5 && resets > 0;
        Map<PatchName, PatchSighting> sightings = new TreeMap<>();
        enabled.forEach((patch, on) -> sightings.put(
                patch, new PatchSighting(at, patch, on, transition.getOrDefault(patch, false), List.of())));
        transition.forEach((patch, on) ->
                sightings.computeIfAbsent(patch, absent -> new PatchSighting(at, patch, false, on, List.of())));
        return new Reading(
                at,
                Double.isNaN(boot) ? 0 : boot,
                rebooted,
                values,
                List.copyOf(sightings.values()),
                patchStateKnown,
                release);
    }
}
