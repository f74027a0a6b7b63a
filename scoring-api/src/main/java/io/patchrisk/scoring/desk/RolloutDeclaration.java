// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.desk;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A tool says: this patch is going to these hosts.
 *
 * @param id its name
 * @param patch id of a declared patch
 * @param mode whether the gate binds
 * @param waves waves in order, with distinct names; no host is in two
 * @param priorHarm probability 0..1 that such a rollout harms the fleet; null for the configured one
 */
public record RolloutDeclaration(
        RolloutId id,
        String patch,
        Mode mode,
        List<WavePlan> waves,
        @Nullable Double priorHarm) {

    public RolloutDeclaration {
        waves = List.copyOf(waves);
    }
}
