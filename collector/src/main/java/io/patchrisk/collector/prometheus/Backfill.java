// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.prometheus;

import java.time.Instant;
import java.util.List;

/**
 * What came of reading a span of time.
 *
 * @param readTo the end of what was read, included; what comes next begins one step later
 * @param readings how many readings were passed on
 * @param unknownInstances instances that are no known host, each once
 * @param notFinite values that were NaN or infinite
 * @param failures queries that were not answered; the others were
 * @param warnings what the store said beside its answers, each once
 */
public record Backfill(
        Instant readTo,
        long readings,
        List<String> unknownInstances,
        long notFinite,
        List<QueryFailure> failures,
        List<String> warnings) {

    public Backfill {
        unknownInstances = List.copyOf(unknownInstances);
        failures = List.copyOf(failures);
        warnings = List.copyOf(warnings);
    }
}
