// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.window;

import io.patchrisk.model.fact.HostRecord;
import io.patchrisk.model.fact.LivepatchMessage;
import io.patchrisk.model.fact.Patch;
import io.patchrisk.model.fact.PatchSighting;
import io.patchrisk.model.fact.Seconds;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The loads of one patch on one host, in order of time, read from what the kernel printed; where it printed nothing, from
 * the live-patch state that was seen, and last from what a tool claimed. Observed instants beat claimed ones.
 */
public final class Attempts {

    private final Patch patch;
    private final List<Attempt> done = new ArrayList<>();
    private @Nullable Attempt open;

    private Attempts(Patch patch) {
        this.patch = patch;
    }

    /** All attempts; empty when nothing says that the host was ever patched. */
    public static List<Attempt> of(HostRecord host, Patch patch) {
        Attempts attempts = new Attempts(patch);
        attempts.readLog(host);
        List<Attempt> logged = attempts.finish();
        if (!logged.isEmpty()) {
            return logged;
        }
        List<Attempt> seen = fromSightings(host, patch);
        return seen.isEmpty() ? fromClaim(host) : seen;
    }

    private void readLog(HostRecord host) {
        for (var fact : host.log()) {
            if (fact instanceof LivepatchMessage message) {
                read(message, Seconds.of(message.at()));
            }
        }
    }

    private void read(LivepatchMessage message, double at) {
        var name = message.patch();
        boolean ours = name != null && patch.modules().contains(name);
        Attempt current = open;
        switch (message.step()) {
            case ENABLING -> {
                if (ours) {
                    begin(at);
                }
            }
            case PATCHING_STARTED -> {
                if (ours && current == null) {
                    begin(at);
                }
            }
            case PATCHING_COMPLETE -> {
                if (ours && current != null) {
                    open = with(current, at, Attempt.State.PATCHED);
                }
            }
            case UNPATCHING_STARTED -> {
                if (ours && current != null && current.state() == Attempt.State.PATCHED) {
                    open = with(current, end(current, at), Attempt.State.ROLLED_BACK);
                }
            }
            case UNPATCHING_COMPLETE -> {
                if (ours && current != null) {
                    close(
                            current.state() == Attempt.State.IN_TRANSITION
                                    ? with(current, at, Attempt.State.REVERTED)
                                    : current);
                }
            }
            case SIGNALING -> {
                if (current != null && current.state() == Attempt.State.IN_TRANSITION) {
                    open = new Attempt(current.start(), null, current.state(), true, current.forced(), current.error());
                }
            }
            case FORCED -> {
                if (current != null && current.state() == Attempt.State.IN_TRANSITION) {
                    open = new Attempt(
                            current.start(), null, current.state(), current.signaled(), true, current.error());
                }
            }
            case REFUSED -> {
                // Some refusals name a symbol or an object instead of the patch; this host was being given ours. A
                // second
                // load refused while the first is in effect changes nothing on the host.
                boolean inEffect = current != null && current.state() == Attempt.State.PATCHED;
                if ((ours && !inEffect) || (name == null && current == null)) {
                    close(new Attempt(at, at, Attempt.State.REFUSED, false, false, 0));
                }
            }
        }
    }

    private void begin(double at) {
        Attempt current = open;
        if (current != null) {
            done.add(current);
        }
        open = new Attempt(at, null, Attempt.State.IN_TRANSITION, false, false, 0);
    }

    private void close(Attempt attempt) {
        done.add(attempt);
        open = null;
    }

    private List<Attempt> finish() {
        Attempt current = open;
        if (current != null) {
            done.add(current);
        }
        return List.copyOf(done);
    }

    private static double end(Attempt attempt, double otherwise) {
        Double end = attempt.end();
        return end == null ? otherwise : end;
    }

    private static Attempt with(Attempt attempt, double end, Attempt.State state) {
        return new Attempt(attempt.start(), end, state, attempt.signaled(), attempt.forced(), attempt.error());
    }

    /** The patch came between the last look that did not show it and the first that did. */
    private static List<Attempt> fromSightings(HostRecord host, Patch patch) {
        List<PatchSighting> ours = host.sightings().stream()
                .filter(sighting -> patch.modules().contains(sighting.patch()))
                .toList();
        if (ours.isEmpty()) {
            return List.of();
        }
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
