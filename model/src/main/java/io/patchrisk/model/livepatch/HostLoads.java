// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.livepatch;

import io.patchrisk.model.fact.BootBanner;
import io.patchrisk.model.fact.LivepatchMessage;
import io.patchrisk.model.fact.LivepatchMessage.Step;
import io.patchrisk.model.fact.LogFact;
import io.patchrisk.model.fact.PatchName;
import io.patchrisk.model.fact.Seconds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The live patches of one host: a state machine a patch ({@link LoadState} has its table), of which the kernel has one
 * in transition at a time. Messages that name no patch are about that one. Any order of messages ends in a state, and
 * the same messages end in the same.
 */
public final class HostLoads {

    /** The loader names a module before the live-patch core refuses it; in between lie milliseconds. */
    private static final Duration NAMED_BEFORE = Duration.ofSeconds(5);

    /** Messages that the kernel prints without a name; any other that has none had a name that no patch can have. */
    private static final Set<Step> NAMELESS = Set.of(Step.SIGNALING, Step.FORCED, Step.REFUSED);

    /** What tells a message from one that came again by another way. */
    private record Printed(Long stampMicros, String text) {}

    private final List<Load> loads = new ArrayList<>();
    private final Map<PatchName, Integer> newest = new HashMap<>();
    private final Set<Printed> printed = new HashSet<>();
    private @Nullable LivepatchMessage loading;

    private HostLoads() {}

    /**
     * All loads in the order in which they began.
     *
     * @param log what the kernel said, in order of time
     * @param reboots seconds since the epoch at which a boot was noticed without its first line, in order
     */
    public static List<Load> of(List<LogFact> log, List<Double> reboots) {
        HostLoads host = new HostLoads();
        int boot = 0;
        for (LogFact fact : log) {
            while (boot < reboots.size() && reboots.get(boot) < Seconds.of(fact.at())) {
                host.reboot(Seconds.instant(reboots.get(boot++)));
            }
            host.take(fact);
        }
        reboots.subList(boot, reboots.size()).forEach(at -> host.reboot(Seconds.instant(at)));
        return List.copyOf(host.loads);
    }

    /**
     * The loads after a look at the kernel's own list: what was in effect before and is not listed was replaced by a
     * cumulative patch, for which the kernel prints no line, or its unloading was not heard.
     */
    public static List<Load> afterLook(List<Load> loads, Instant at, Set<PatchName> listed) {
        return loads.stream()
                .map(load -> {
                    LivepatchMessage settled = load.settled();
                    boolean gone = settled != null && settled.at().isBefore(at) && !listed.contains(load.patch());
                    return gone ? load.afterReplacement(at) : load;
                })
                .toList();
    }

    private void take(LogFact fact) {
        if (fact instanceof BootBanner banner) {
            reboot(banner.at());
        } else if (fact instanceof LivepatchMessage message && firstTime(message)) {
            say(message);
        }
    }

    /** A host's log may come by two ways at once; stamp and text together are one message of one boot. */
    private boolean firstTime(LivepatchMessage message) {
        Long stamp = message.stampMicros();
        return stamp == null || printed.add(new Printed(stamp, message.text()));
    }

    private void reboot(Instant at) {
        for (int i = 0; i < loads.size(); i++) {
            if (loads.get(i).first().at().isBefore(at)) {
                loads.set(i, loads.get(i).afterReboot(at));
            }
        }
        printed.clear();
        loading = null;
    }

    private void say(LivepatchMessage message) {
        PatchName patch = message.patch();
        if (message.step() == Step.LOADING) {
            loading = message;
        } else if (patch != null) {
            say(patch, message);
        } else if (NAMELESS.contains(message.step())) {
            sayOfTheOneInTransition(message);
        }
    }

    private void say(PatchName patch, LivepatchMessage message) {
        Integer at = newest.get(patch);
        LoadState state = at == null ? LoadState.UNKNOWN : loads.get(at).state();
        if (state.beginsAnother(message.step())) {
            newest.put(patch, loads.size());
            loads.add(Load.begin(patch, message));
        } else if (at != null) {
            loads.set(at, loads.get(at).said(message));
        }
    }

    private void sayOfTheOneInTransition(LivepatchMessage message) {
        int at = inTransition(message.step() == Step.REFUSED);
        if (at >= 0) {
            Load load = loads.get(at);
            // Why it will fail; that it did is said next, by name.
            loads.set(at, message.step() == Step.REFUSED ? load.doubted(message) : load.said(message));
        } else if (message.step() == Step.REFUSED) {
            PatchName named = justNamed(message);
            if (named == null) {
                loads.add(Load.begin(null, message));
            } else {
                say(named, message);
            }
        }
    }

    /** The newest load in transition, or only being enabled; -1 when there is none. */
    private int inTransition(boolean enablingOnly) {
        for (int i = loads.size() - 1; i >= 0; i--) {
            LoadState state = loads.get(i).state();
            if (enablingOnly ? state == LoadState.ENABLING : state.inTransition()) {
                return i;
            }
        }
        return -1;
    }

    /** The module that the loader named just before; each is refused once. */
    private @Nullable PatchName justNamed(LivepatchMessage message) {
        LivepatchMessage before = loading;
        loading = null;
        if (before == null || Duration.between(before.at(), message.at()).abs().compareTo(NAMED_BEFORE) > 0) {
            return null;
        }
        return before.patch();
    }
}
