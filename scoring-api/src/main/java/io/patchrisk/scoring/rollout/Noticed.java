// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.rollout;

import io.patchrisk.model.fact.Patch;
import io.patchrisk.model.fact.PatchName;
import io.patchrisk.model.window.Attempt;
import io.patchrisk.scoring.desk.Mode;
import io.patchrisk.scoring.desk.Origin;
import io.patchrisk.scoring.desk.PatchDeclaration;
import io.patchrisk.scoring.desk.RolloutDeclaration;
import io.patchrisk.scoring.desk.RolloutId;
import io.patchrisk.scoring.fleet.FactCodec;
import io.patchrisk.scoring.fleet.Fleet;
import io.patchrisk.scoring.fleet.FleetFact;
import io.patchrisk.scoring.fleet.HostState;
import io.patchrisk.scoring.store.NewFact;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Live patches that appear on hosts although nobody opened a rollout for them: each opens one by itself. */
final class Noticed {

    private final Fleet fleet;

    Noticed(Fleet fleet) {
        this.fleet = fleet;
    }

    /** Facts that open a rollout for each patch on a host that no rollout is about. */
    List<NewFact> facts(Instant now) {
        Set<PatchName> found = new TreeSet<>();
        Set<PatchName> followed = fleet.followedModules();
        for (HostState host : fleet.hosts()) {
            for (PatchName module : Fleet.modulesOn(host)) {
                if (!followed.contains(module) && !found.contains(module) && appeared(host, module)) {
                    found.add(module);
                }
            }
        }
        List<NewFact> facts = new ArrayList<>();
        found.forEach(module -> {
            String id = "observed-" + module;
            String patch = declared(module);
            if (patch == null) {
                patch = id;
                facts.add(FactCodec.encode(id, new FleetFact.PatchKnown(observed(id, module), Origin.OBSERVED, now)));
            }
            RolloutDeclaration rollout =
                    new RolloutDeclaration(new RolloutId(id), patch, Mode.ADVISORY, List.of(), null);
            facts.add(FactCodec.encode(id, new FleetFact.RolloutOpened(rollout, Origin.OBSERVED, now)));
        });
        return facts;
    }

    private static PatchDeclaration observed(String id, PatchName module) {
        return new PatchDeclaration(
                id, Patch.Kind.LIVE, null, null, List.of(module.value()), List.of(), List.of(), null);
    }

    /** The patch that was declared to go by this module; null when there is none. */
    private @Nullable String declared(PatchName module) {
        return fleet.patches().stream()
                .map(known -> known.declaration())
                .filter(patch -> patch.modules().stream().map(PatchName::new).anyMatch(module::equals))
                .map(PatchDeclaration::id)
                .findFirst()
                .orElse(null);
    }

    private boolean appeared(HostState host, PatchName module) {
        Patch patch = new Patch(module.value(), Patch.Kind.LIVE, Set.of(module), List.of());
        List<Attempt> attempts = fleet.attempts(host, patch, null);
        if (attempts.isEmpty()) {
            return false;
        }
        Attempt.State newest = attempts.get(attempts.size() - 1).state();
        return newest != Attempt.State.INSTANT_UNKNOWN && newest != Attempt.State.REFUSED;
    }
}
