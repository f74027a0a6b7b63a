// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.rollout;

import io.patchrisk.model.fact.LivepatchMessage;
import io.patchrisk.model.fact.PatchName;
import io.patchrisk.model.fact.PatchSighting;
import io.patchrisk.model.livepatch.Load;
import io.patchrisk.model.livepatch.LoadState;
import io.patchrisk.scoring.desk.LoadView;
import io.patchrisk.scoring.fleet.HostState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Live patches of a host in the words of the desk, the newest load first. */
final class LoadViews {

    /** Loads shown; a host that loads and unloads in a loop has told all by then. */
    private static final int MOST = 50;

    private LoadViews() {}

    /**
     * @param stallSeconds transitions that go on for longer are stalled
     */
    static List<LoadView> of(HostState host, Instant now, double stallSeconds) {
        List<Load> loads = new ArrayList<>(host.loads());
        Collections.reverse(loads);
        List<LoadView> views = new ArrayList<>();
        Set<PatchName> told = new HashSet<>();
        for (Load load : loads) {
            PatchName patch = load.patch();
            if (patch != null && !load.state().over()) {
                told.add(patch);
            }
        }
        // What is there though the log does not say so came before it was heard, or its lines were lost.
        host.listed().stream()
                .filter(seen -> !told.contains(seen.patch()))
                .map(LoadViews::seen)
                .forEach(views::add);
        loads.stream().limit(MOST).map(load -> view(load, now, stallSeconds)).forEach(views::add);
        return views;
    }

    private static LoadView view(Load load, Instant now, double stallSeconds) {
        PatchName patch = load.patch();
        LivepatchMessage settled = load.settled();
        LivepatchMessage against = load.refused();
        return new LoadView(
                patch == null ? null : patch.value(),
                load.state(),
                LoadView.Source.LOG,
                load.first().at(),
                settled == null ? null : settled.at(),
                load.transitionSeconds(now),
                load.stalled(now, stallSeconds),
                load.signaled(),
                load.forced(),
                load.reversals(),
                load.reason(),
                against == null ? null : against.text());
    }

    private static LoadView seen(PatchSighting seen) {
        return new LoadView(
                seen.patch().value(),
                state(seen),
                LoadView.Source.STATE,
                seen.at(),
                null,
                null,
                false,
                false,
                false,
                0,
                null,
                null);
    }

    private static LoadState state(PatchSighting seen) {
        if (seen.inTransition()) {
            return seen.enabled() ? LoadState.PATCHING : LoadState.UNPATCHING;
        }
        return seen.enabled() ? LoadState.PATCHED : LoadState.UNPATCHED;
    }
}
