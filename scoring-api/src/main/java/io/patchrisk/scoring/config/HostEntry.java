// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.config;

import io.patchrisk.model.fact.HostId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One host as the operator describes it.
 *
 * @param id the name it is known by
 * @param aliases what else it is called: instance, addresses, hostname, machine-id
 * @param stratum what must be equal for two hosts to be compared; null to take it from what the hosts report
 * @param plannedReboots when it is expected to reboot
 */
public record HostEntry(
        HostId id, List<String> aliases, @Nullable String stratum, List<PlannedReboot> plannedReboots) {

    /**
     * A span of time in which a reboot is nobody's fault.
     *
     * @param from its begin
     * @param until its end, after the begin
     */
    public record PlannedReboot(Instant from, Instant until) {
        public PlannedReboot {
            if (!until.isAfter(from)) {
                throw new IllegalArgumentException("a planned reboot ends at " + until + ", not after it begins");
            }
        }
    }

    public HostEntry {
        aliases = List.copyOf(aliases);
        plannedReboots = List.copyOf(plannedReboots);
    }
}
