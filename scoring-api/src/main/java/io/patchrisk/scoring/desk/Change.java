// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.desk;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Word that something may read differently now.
 *
 * @param rollout which; null when it concerns the fleet
 * @param what sort of thing
 * @param at when
 */
public record Change(@Nullable RolloutId rollout, Set<What> what, Instant at) {

    /** What may read differently. */
    public enum What {
        ASSESSMENT,
        HOSTS,
        EVENTS
    }

    public Change {
        what = Set.copyOf(what);
    }
}
