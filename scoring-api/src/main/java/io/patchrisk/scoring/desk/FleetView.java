// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.desk;

import io.patchrisk.model.livepatch.LoadState;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The whole fleet in numbers.
 *
 * @param hosts hosts by how well they are seen
 * @param kernels kernel releases that run, the most common first
 * @param patches live patches that are on hosts, the most common first
 */
public record FleetView(Map<Observation, Integer> hosts, List<Kernel> kernels, List<Loaded> patches) {

    /**
     * A kernel release.
     *
     * @param release null for hosts of which it is not known
     * @param hosts that run it
     */
    public record Kernel(@Nullable String release, int hosts) {}

    /**
     * A live patch in one state.
     *
     * @param module its module
     * @param patch the patch that is known by this module; null when none is
     * @param hosts that have it so
     */
    public record Loaded(String module, @Nullable String patch, LoadState state, int hosts) {}

    public FleetView {
        hosts = Map.copyOf(hosts);
        kernels = List.copyOf(kernels);
        patches = List.copyOf(patches);
    }
}
