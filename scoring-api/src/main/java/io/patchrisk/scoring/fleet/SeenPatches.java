// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.fleet;

import io.patchrisk.model.fact.LogFact;
import io.patchrisk.model.fact.PatchName;
import io.patchrisk.model.fact.PatchSighting;
import io.patchrisk.model.livepatch.HostLoads;
import io.patchrisk.model.livepatch.Load;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What looks at the kernel's own list of live patches showed on one host: each change, and the newest look whole. */
final class SeenPatches {

    private final List<PatchSighting> changes = new ArrayList<>();
    private List<PatchSighting> listed = List.of();
    private @Nullable Instant last;

    /** Takes a look; one that is told late is put where it belongs. */
    void saw(Instant at, List<PatchSighting> patches) {
        Instant newest = last;
        if (newest == null || !at.isBefore(newest)) {
            last = at;
            listed = List.copyOf(patches);
        }
        patches.forEach(this::note);
    }

    private void note(PatchSighting sighting) {
        int place = changes.size();
        while (place > 0 && changes.get(place - 1).at().isAfter(sighting.at())) {
            place--;
        }
        PatchSighting before = before(sighting.patch(), place);
        if (before == null
                || before.enabled() != sighting.enabled()
                || before.inTransition() != sighting.inTransition()) {
            changes.add(place, sighting);
        }
    }

    private @Nullable PatchSighting before(PatchName patch, int place) {
        for (int i = place - 1; i >= 0; i--) {
            if (changes.get(i).patch().equals(patch)) {
                return changes.get(i);
            }
        }
        return null;
    }

    /** When the list was last looked at; null if never. */
    @Nullable
    Instant last() {
        return last;
    }

    /** The list as the newest look showed it. */
    List<PatchSighting> listed() {
        return listed;
    }

    /** Each state that was new, in order of time. */
    List<PatchSighting> changes() {
        return Collections.unmodifiableList(changes);
    }

    /** Loads as the log tells them, and what the newest look says of them since. */
    List<Load> loads(List<LogFact> log, List<Double> reboots) {
        List<Load> loads = HostLoads.of(log, reboots);
        Instant look = last;
        return look == null
                ? loads
                : HostLoads.afterLook(
                        loads, look, listed.stream().map(PatchSighting::patch).collect(Collectors.toSet()));
    }
}
