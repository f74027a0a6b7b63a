// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.fleet;

import io.patchrisk.model.fact.LivepatchMessage;
import io.patchrisk.model.fact.LogFact;
import io.patchrisk.model.fact.PatchName;
import io.patchrisk.model.fact.PatchSighting;
import io.patchrisk.model.fact.Seconds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Live patches of one host: what was applied while it ran, and what only came back with a boot.
 *
 * <p>A patch that is there soon after a boot was on the host before it. It is told as seen from the first look on, so that
 * no instant is taken from it, the host is no control, and an earlier load and what came of it are not forgotten.
 */
record LivepatchHistory(List<LogFact> log, List<PatchSighting> sightings) {

    /**
     * @param firstLook when the host was first looked at, seconds since the epoch
     * @param reapplied uptime in seconds below which a patch came with the boot
     */
    static LivepatchHistory of(
            List<LogFact> log, List<PatchSighting> sightings, Boots boots, double firstLook, double reapplied) {
        Map<PatchName, Double> first = new HashMap<>();
        sightings.forEach(seen -> first.merge(seen.patch(), Seconds.of(seen.at()), Math::min));
        for (LogFact fact : log) {
            PatchName name = applied(fact);
            if (name != null) {
                first.merge(name, Seconds.of(fact.at()), Math::min);
            }
        }
        Set<PatchName> cameBack = new TreeSet<>();
        first.forEach((name, at) -> {
            if (boots.cameWithBoot(at, reapplied)) {
                cameBack.add(name);
            }
        });
        List<LogFact> kept = log.stream()
                .filter(fact -> applied(fact) == null || !boots.cameWithBoot(Seconds.of(fact.at()), reapplied))
                .toList();
        return new LivepatchHistory(kept, cameBack.isEmpty() ? sightings : redated(sightings, cameBack, firstLook));
    }

    private static List<PatchSighting> redated(
            List<PatchSighting> sightings, Set<PatchName> cameBack, double firstLook) {
        List<PatchSighting> all = new ArrayList<>();
        for (PatchName name : cameBack) {
            List<String> functions = sightings.stream()
                    .filter(seen -> seen.patch().equals(name))
                    .flatMap(seen -> seen.functions().stream())
                    .distinct()
                    .toList();
            Instant at = Double.isFinite(firstLook) ? Seconds.instant(firstLook) : Instant.EPOCH;
            all.add(new PatchSighting(at, name, true, false, functions));
        }
        sightings.stream().filter(seen -> !cameBack.contains(seen.patch())).forEach(all::add);
        return all;
    }

    /** The patch that a message says is being applied; null when it says anything else. */
    private static @Nullable PatchName applied(LogFact fact) {
        if (!(fact instanceof LivepatchMessage message)) {
            return null;
        }
        return switch (message.step()) {
            case ENABLING, PATCHING_STARTED, PATCHING_COMPLETE -> message.patch();
            case LOADING, UNPATCHING_STARTED, UNPATCHING_COMPLETE, SIGNALING, FORCED, REFUSED, MODULE_REFUSED -> null;
        };
    }
}
