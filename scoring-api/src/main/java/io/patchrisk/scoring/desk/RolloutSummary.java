// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.desk;

import io.patchrisk.model.policy.Decision;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A rollout in one line.
 *
 * @param id its name
 * @param patch what it applies
 * @param mode whether its gate binds
 * @param origin whether a tool declared it
 * @param state where it stands
 * @param decision what its gate says now, for the current wave
 * @param risk probability 0..1 that going on harms the fleet; null when nothing could be computed
 * @param priorHarm probability of harm before any evidence
 * @param headline the first reason, in plain words
 * @param currentWave the wave the gate answers for; null when there is none
 * @param hosts number of hosts by patch state; states without hosts are left out
 * @param waves names of its waves in order
 * @param openedAt when it was declared or first seen
 * @param decidedAt when the decision was reached
 */
public record RolloutSummary(
        RolloutId id,
        String patch,
        Mode mode,
        Origin origin,
        State state,
        Decision decision,
        @Nullable Double risk,
        double priorHarm,
        String headline,
        @Nullable WaveName currentWave,
        Map<PatchState, Integer> hosts,
        List<WaveName> waves,
        Instant openedAt,
        Instant decidedAt) {

    /** Where a rollout stands. */
    public enum State {
        /** No host is patched yet. */
        PLANNED,
        RUNNING,
        /** A person paused it. */
        PAUSED,
        /** Its stop is latched. */
        STOPPED,
        /** All hosts are patched, and it is watched for another day. */
        WATCHED,
        DONE
    }

    public RolloutSummary {
        hosts = hosts.isEmpty() ? Map.of() : java.util.Collections.unmodifiableMap(new java.util.EnumMap<>(hosts));
        waves = List.copyOf(waves);
    }
}
