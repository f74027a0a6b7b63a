// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.prometheus;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What came of reading a span of time.
 *
 * @param readTo the end of what was read, included; what comes next begins one step later
 * @param readings how many readings were passed on
 * @param unknownInstances instances that are no known host, each once
 * @param unusable values that were NaN or infinite, or live-patch states without a usable patch name
 * @param failures queries that were not answered, and readings that were not taken; when {@code readTo} is the end
 *     asked for, everything else was read
 * @param warnings what the store said beside its answers, each once
 * @param took time from the first query to the last answer
 */
public record Backfill(
        Instant readTo,
        long readings,
        List<String> unknownInstances,
        long unusable,
        List<QueryFailure> failures,
        List<String> warnings,
        Duration took) {

    public Backfill {
        unknownInstances = List.copyOf(unknownInstances);
        failures = List.copyOf(failures);
        warnings = List.copyOf(warnings);
    }
}
