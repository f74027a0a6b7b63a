// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.desk;

import io.patchrisk.model.fact.HostId;
import java.util.List;

/** One wave as planned: the hosts that are patched together, under a name. */
public record WavePlan(WaveName name, List<HostId> hosts) {

    public WavePlan {
        hosts = List.copyOf(hosts);
    }
}
