// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.desk;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.patchrisk.model.fact.HostId;
import io.patchrisk.model.policy.Decision;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
     * @param counts its hosts by patch state; states without hosts are left out
     * @param observed its hosts by how well they are seen, likewise
     * @param startedAt earliest patch instant; null before it
     * @param endedAt when the last host was settled, one way or the other; null before it
     * @param hosts its hosts in order of name; empty where they were not asked for
     */
    public record Wave(
            WaveName name,
            Decision decision,
            @Nullable Double risk,
            Map<PatchState, Integer> counts,
            Map<Observation, Integer> observed,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt,
            List<Member> hosts) {

        public Wave {
            counts = Collections.unmodifiableMap(new TreeMap<>(counts));
            observed = Collections.unmodifiableMap(new TreeMap<>(observed));
            hosts = List.copyOf(hosts);
        }

        /** A wave whose numbers follow from its hosts. */
        public static Wave of(
                WaveName name,
                Decision decision,
                @Nullable Double risk,
                List<Member> hosts,
                @Nullable Instant endedAt) {
            Map<PatchState, Integer> counts = new TreeMap<>();
            Map<Observation, Integer> observed = new TreeMap<>();
            Instant started = null;
            for (Member member : hosts) {
                counts.merge(member.patchState(), 1, Integer::sum);
                observed.merge(member.observation(), 1, Integer::sum);
                Instant at = member.patchedAt();
                started = at != null && (started == null || at.isBefore(started)) ? at : started;
            }
            return new Wave(name, decision, risk, counts, observed, started, endedAt, hosts);
        }
    }

    /** The same without the hosts themselves, of which there can be many. */
    public RolloutView withoutHosts() {
        List<Wave> waves = waveStates.stream()
                .map(wave -> new Wave(
                        wave.name(),
                        wave.decision(),
                        wave.risk(),
                        wave.counts(),
                        wave.observed(),
                        wave.startedAt(),
                        wave.endedAt(),
                        List.of()))
                .toList();
        return new RolloutView(summary, assessment, waves, knownFingerprints, outcome);
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
