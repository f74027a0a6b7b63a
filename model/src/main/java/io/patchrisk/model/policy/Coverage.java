// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.policy;

import io.patchrisk.model.fact.HostId;
import java.util.List;

/**
 * How well the patched hosts are observed. Hosts that are being rebooted by plan are in none of the lists.
 *
 * @param full metrics arrive and the log channel is proven
 * @param partial metrics arrive; the kernel log is not observed
 * @param silent nothing arrives
 */
public record Coverage(List<HostId> full, List<HostId> partial, List<HostId> silent) {

    public Coverage {
        full = List.copyOf(full);
        partial = List.copyOf(partial);
        silent = List.copyOf(silent);
    }

    /** Share of hosts with metrics; 0 without hosts. */
    public double share() {
        int hosts = full.size() + partial.size() + silent.size();
        return hosts == 0 ? 0 : (full.size() + partial.size()) / (double) hosts;
    }
}
