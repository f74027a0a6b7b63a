// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.desk;

import io.patchrisk.model.fact.HostId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A host the service knows.
 *
 * @param host its id
 * @param aliases other names it answers to
 * @param stratum what must be equal for two hosts to be compared; null until it is known
 * @param release kernel release it runs; null until it is known
 * @param observation how much of it is seen
 * @param rollouts its place in each rollout it is part of
 * @param livePatches loads of live patches on it, the newest first
 * @param crashes what its crashes left behind, the one told last first
 */
public record HostView(
        HostId host,
        List<String> aliases,
        @Nullable String stratum,
        @Nullable String release,
        Observation observation,
        List<Place> rollouts,
        List<LoadView> livePatches,
        List<CrashView> crashes) {

    /**
     * A host's place in one rollout.
     *
     * @param rollout the rollout
     * @param wave the wave; null for hosts that patched themselves outside the plan
     * @param patchState where it stands
     * @param observedAt patch instant as the service saw it; null when it did not
     * @param claimedAt patch instant as a tool told it; null when none did
     */
    public record Place(
            RolloutId rollout,
            @Nullable WaveName wave,
            PatchState patchState,
            @Nullable Instant observedAt,
            @Nullable Instant claimedAt) {}

    public HostView {
        aliases = List.copyOf(aliases);
        rollouts = List.copyOf(rollouts);
        livePatches = List.copyOf(livePatches);
        crashes = List.copyOf(crashes);
    }
}
