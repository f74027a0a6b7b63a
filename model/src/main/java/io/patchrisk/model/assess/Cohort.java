// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.assess;

import io.patchrisk.model.fact.HostRecord;
import io.patchrisk.model.fact.Patch;
import java.util.List;
import java.util.Set;

/**
 * What is to be assessed: hosts meant to be patched, hosts to compare them with, and what is known of kernel reports.
 *
 * @param patch the patch
 * @param members hosts of the wave, the rollout, or the one host asked about
 * @param controls hosts that never had the patch
 * @param seenBefore fingerprints seen on unpatched hosts within the history
 * @param excused fingerprints that a person marked as known
 * @param historySeconds how far back the kernel logs of unpatched hosts reach
 */
public record Cohort(
        Patch patch,
        List<HostRecord> members,
        List<HostRecord> controls,
        Set<String> seenBefore,
        Set<String> excused,
        double historySeconds) {

    public Cohort {
        members = List.copyOf(members);
        controls = List.copyOf(controls);
        seenBefore = Set.copyOf(seenBefore);
        excused = Set.copyOf(excused);
    }
}
