// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.desk;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.patchrisk.model.fact.HostId;
import io.patchrisk.model.policy.Decision;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rollout with its waves and hosts.
 *
 * @param summary it in one line; its fields stand beside these
 * @param assessment what the current wave's decision rests on
 * @param waveStates its waves in order, with each host
 * @param knownFingerprints faults that people marked as known and that still hold
 * @param outcome what was told of how it went
 */
public record RolloutView(
        @JsonUnwrapped RolloutSummary summary,
        Assessment assessment,
        List<Wave> waveStates,
        List<KnownFingerprint> knownFingerprints,
        OutcomeStanding outcome) {

    /**
     * One wave as it stands.
     *
     * @param name its name
     * @param decision what its gate says now
     * @param risk probability 0..1; null when nothing could be computed
     * @param hosts its hosts in order of name
     */
    public record Wave(
            WaveName name, Decision decision, @Nullable Double risk, List<Member> hosts) {

        public Wave {
            hosts = List.copyOf(hosts);
        }
    }

    /**
     * One host of a wave.
     *
     * @param host its id
     * @param patchState where it stands
     * @param observation how much of it is seen
     * @param patchedAt patch instant, observed before claimed; null when it has none
     */
    public record Member(
            HostId host,
            PatchState patchState,
            Observation observation,
            @Nullable Instant patchedAt) {}

    /** A fault that a person marked as known until a time. */
    public record KnownFingerprint(String fingerprint, String by, String reason, Instant expiresAt) {}

    public RolloutView {
        waveStates = List.copyOf(waveStates);
        knownFingerprints = List.copyOf(knownFingerprints);
    }
}
