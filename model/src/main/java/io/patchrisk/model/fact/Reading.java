// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.fact;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one look at one host's metrics gave.
 *
 * @param at when the host was asked
 * @param boot boot time the host stated, seconds since the epoch; 0 when it stated none
 * @param rebooted whether the boot time moved or counters fell since the reading before
 * @param values signal name → finite value; rates and ratios cover the time since the reading before
 * @param patches live patches the metrics listed, in order of name
 * @param patchStateKnown whether the metrics carried live-patch state at all (an empty list then means none loaded)
 * @param release kernel release the host stated; null when it stated none
 */
public record Reading(
        Instant at,
        double boot,
        boolean rebooted,
        Map<String, Double> values,
        List<PatchSighting> patches,
        boolean patchStateKnown,
        @Nullable String release) {

    public Reading {
        values = Map.copyOf(values);
        patches = List.copyOf(patches);
    }

    /** A reading of a host that stated no kernel release. */
    public Reading(
            Instant at,
            double boot,
            boolean rebooted,
            Map<String, Double> values,
            List<PatchSighting> patches,
            boolean patchStateKnown) {
        this(at, boot, rebooted, values, patches, patchStateKnown, null);
    }
}
