// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.watch;

import io.patchrisk.model.policy.Decision;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the service said of a rollout. All texts are fit to be shown.
 *
 * @param at when it was said, by the clock of this machine
 * @param id its name
 * @param patch what it applies
 * @param mode whether its gate binds
 * @param state where it stands
 * @param wave the wave the gate answers for; empty when there is none
 * @param decision what the gate then said
 * @param risk probability 0..1 with its interval; null when nothing could be computed
 * @param reasons why, the strictest first
 * @param waits what is missing before it can say proceed
 * @param waves its waves in order
 * @param events kernel events, the newest first
 */
public record RolloutSeen(
        Instant at,
        String id,
        String patch,
        String mode,
        String state,
        String wave,
        Decision decision,
        @Nullable Risk risk,
        List<Reason> reasons,
        List<String> waits,
        List<Wave> waves,
        List<Event> events) {

    /** From how old on an answer says nothing of the present. */
    public static final Duration STALE = Duration.ofSeconds(30);

    /** A risk with its interval; bounds are null where there are none. */
    public record Risk(
            double probability,
            @Nullable Double low,
            @Nullable Double high) {}

    /** One ground of the decision. */
    public record Reason(String code, String text) {}

    /** One wave: what its gate says, and how many hosts are in each state. */
    public record Wave(String name, Decision decision, Map<String, Integer> hosts) {}

    /** One kind of kernel event: {@code hosts} patched hosts had it, {@code host} is the first of them or empty. */
    public record Event(
            String fingerprint,
            String kind,
            String title,
            String function,
            boolean tied,
            int count,
            int hosts,
            String host,
            @Nullable Instant lastAt) {}

    public RolloutSeen {
        reasons = List.copyOf(reasons);
        waits = List.copyOf(waits);
        waves = List.copyOf(waves);
        events = List.copyOf(events);
    }

    /** Whether it is too old to be taken for the present. */
    public boolean staleAt(Instant now) {
        return !now.isBefore(at.plus(STALE)) || now.isBefore(at.minus(STALE));
    }

    /** The decision as it reads at a moment: of an old answer nobody knows. */
    public Decision decisionAt(Instant now) {
        return staleAt(now) ? Decision.UNKNOWN : decision;
    }

    /** Whether nothing more is to be expected of it. */
    public boolean isDone() {
        return state.equals("done");
    }
}
