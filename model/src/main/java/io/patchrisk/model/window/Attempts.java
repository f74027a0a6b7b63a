// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.window;

import io.patchrisk.model.fact.HostRecord;
import io.patchrisk.model.fact.LivepatchMessage;
import io.patchrisk.model.fact.Patch;
import io.patchrisk.model.fact.PatchName;
import io.patchrisk.model.fact.PatchSighting;
import io.patchrisk.model.fact.Seconds;
import io.patchrisk.model.livepatch.HostLoads;
import io.patchrisk.model.livepatch.Load;
import io.patchrisk.model.livepatch.LoadState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The loads of one patch on one host, in order of time, read from what the kernel printed; where it printed nothing, from
 * the live-patch state that was seen, and last from what a tool claimed. Observed instants beat claimed ones.
 */
public final class Attempts {

    private Attempts() {}

    /** All attempts; empty when nothing says that the host was ever patched. */
    public static List<Attempt> of(HostRecord host, Patch patch) {
        List<PatchSighting> seen = host.sightings().stream()
                .filter(sighting -> patch.modules().contains(sighting.patch()))
                .toList();
        List<Load> loads = ours(HostLoads.of(host.log(), host.reboots()), patch);
        boolean begun = loads.stream().anyMatch(load -> load.startKnown() || load.state() == LoadState.REFUSED);
        if (!loads.isEmpty() && (begun || seen.isEmpty())) {
            return settledBySight(
                    loads.stream()
                            .map(load -> attempt(load, host.scrapeInterval()))
                            .toList(),
                    seen);
        }
        return seen.isEmpty() ? fromClaim(host) : fromSightings(host, seen);
    }

    /**
     * Loads of this patch, and refusals that name no patch while this one was not on the host: it was being given ours. A
     * load of which only the end was heard began before anybody listened, and is told by what was seen.
     */
    private static List<Load> ours(List<Load> all, Patch patch) {
        List<Load> ours = new ArrayList<>();
        for (Load load : all) {
            PatchName name = load.patch();
            boolean counts = name == null
                    ? ours.stream().noneMatch(mine -> onHost(mine, load.first().at()))
                    : patch.modules().contains(name)
                            && (load.startKnown() || load.settled() != null || load.state() == LoadState.REFUSED);
            if (counts) {
                ours.add(load);
            }
        }
        return ours;
    }

    private static boolean onHost(Load load, Instant at) {
        Instant over = load.over();
        return over == null || over.isAfter(at);
    }

    private static Attempt attempt(Load load, double interval) {
        double first = Seconds.of(load.first().at());
        Double settled = seconds(load.settled());
        Double over = load.over() == null ? null : Double.valueOf(Seconds.of(load.over()));
        double error = load.startKnown() || load.state() == LoadState.REFUSED ? 0 : interval;
        return switch (load.state()) {
            case ENABLING, PATCHING, REVERSING, UNKNOWN ->
                attempt(load, first, null, Attempt.State.IN_TRANSITION, error);
            case PATCHED, REPLACED -> attempt(load, first, settled, Attempt.State.PATCHED, error);
            case UNPATCHING, UNPATCHED ->
                attempt(
                        load,
                        first,
                        settled == null ? seconds(load.transition()) : settled,
                        Attempt.State.ROLLED_BACK,
                        error);
            case REVERSED -> attempt(load, first, over, Attempt.State.REVERTED, error);
            case REFUSED -> {
                double refused = over == null ? first : over;
                yield new Attempt(refused, refused, Attempt.State.REFUSED, false, false, 0);
            }
            case LOST ->
                settled == null
                        ? attempt(load, first, over, Attempt.State.CUT_OFF, error)
                        : attempt(load, first, settled, Attempt.State.PATCHED, error);
        };
    }

    private static Attempt attempt(Load load, double start, @Nullable Double end, Attempt.State state, double error) {
        return new Attempt(start, end, state, load.signaled(), load.forced(), error, load.settlingSeconds());
    }

    private static @Nullable Double seconds(@Nullable LivepatchMessage message) {
        return message == null ? null : Double.valueOf(Seconds.of(message.at()));
    }

    /** The line that ends a transition may be lost; the state that was seen later tells it all the same. */
    private static List<Attempt> settledBySight(List<Attempt> attempts, List<PatchSighting> seen) {
        Attempt newest = attempts.get(attempts.size() - 1);
        if (newest.state() != Attempt.State.IN_TRANSITION) {
            return attempts;
        }
        double atLeast = 0;
        for (PatchSighting sighting : seen) {
            double since = Seconds.of(sighting.at()) - newest.start();
            if (since > 0 && sighting.inTransition()) {
                atLeast = since;
            } else if (since > 0 && sighting.enabled()) {
                List<Attempt> told = new ArrayList<>(attempts);
                told.set(
                        attempts.size() - 1,
                        new Attempt(
                                newest.start(),
                                newest.start() + since,
                                Attempt.State.PATCHED,
                                newest.signaled(),
                                newest.forced(),
                                newest.error(),
                                atLeast));
                return told;
            }
        }
        return attempts;
    }

    /** The patch came between the last look that did not show it and the first that did. */
    private static List<Attempt> fromSightings(HostRecord host, List<PatchSighting> ours) {
        double first = Seconds.of(ours.get(0).at());
        double lookBefore = host.scrapes().stream()
                .mapToDouble(Double::doubleValue)
                .filter(at -> at < first)
                .max()
                .orElse(Double.NEGATIVE_INFINITY);
        if (lookBefore == Double.NEGATIVE_INFINITY) {
            return List.of(new Attempt(first, first, Attempt.State.INSTANT_UNKNOWN, false, false, 0));
        }
        Double settled = ours.stream()
                .filter(sighting -> sighting.enabled() && !sighting.inTransition())
                .map(sighting -> Seconds.of(sighting.at()))
                .findFirst()
                .orElse(null);
        Attempt.State state = settled == null ? Attempt.State.IN_TRANSITION : Attempt.State.PATCHED;
        return List.of(new Attempt(lookBefore, settled, state, false, false, first - lookBefore));
    }

    private static List<Attempt> fromClaim(HostRecord host) {
        var claimed = host.claimedAt();
        if (claimed == null) {
            return List.of();
        }
        double at = Seconds.of(claimed);
        return List.of(new Attempt(at, at, Attempt.State.PATCHED, false, false, host.scrapeInterval()));
    }
}
