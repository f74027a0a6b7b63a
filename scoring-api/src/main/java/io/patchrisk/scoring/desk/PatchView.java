// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.desk;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.List;

/**
 * A patch the service knows.
 *
 * @param patch what was declared; for an observed patch what was seen of it
 * @param origin whether a tool declared it
 * @param firstSeenAt when the service first heard of it
 * @param rollouts rollouts that apply it
 */
public record PatchView(
        @JsonUnwrapped PatchDeclaration patch, Origin origin, Instant firstSeenAt, List<RolloutId> rollouts) {

    public PatchView {
        rollouts = List.copyOf(rollouts);
    }
}
