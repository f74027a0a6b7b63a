// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.desk;

import java.time.Instant;
import java.util.List;

/**
 * A host's agent says: these live patches are loaded, and no others.
 *
 * @param at when it looked
 * @param patches what {@code /sys/kernel/livepatch} held
 */
public record LivepatchReport(Instant at, List<LoadedPatch> patches) {

    /** One directory of {@code /sys/kernel/livepatch}. */
    public record LoadedPatch(String name, boolean enabled, boolean transition, List<String> functions) {

        public LoadedPatch {
            functions = List.copyOf(functions);
        }
    }

    public LivepatchReport {
        patches = List.copyOf(patches);
    }
}
