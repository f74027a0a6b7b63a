// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.fleet;

import io.patchrisk.model.fact.HostId;
import io.patchrisk.model.fact.PatchName;
import io.patchrisk.scoring.desk.Origin;
import io.patchrisk.scoring.desk.RolloutId;
import io.patchrisk.scoring.fleet.Fleet.KnownPatch;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Patches and their rollouts. A declared rollout adopts the one that was observed of the same patch. */
final class Rollouts {

    private final Map<String, KnownPatch> patches = new LinkedHashMap<>();
    private final Map<RolloutId, RolloutState> rollouts = new LinkedHashMap<>();
    private final Map<RolloutId, RolloutId> adopted = new HashMap<>();

    void know(FleetFact.PatchKnown fact) {
        patches.putIfAbsent(fact.patch().id(), new KnownPatch(fact.patch(), fact.origin(), fact.at()));
    }

    /** Takes in a rollout of an id that is new. */
    void open(RolloutState rollout) {
        RolloutState declared = rollout.origin() == Origin.OBSERVED ? samePatch(rollout, Origin.DECLARED) : null;
        if (declared != null) {
            adopted.put(rollout.id(), declared.id());
            return;
        }
        RolloutState observed = rollout.origin() == Origin.DECLARED ? samePatch(rollout, Origin.OBSERVED) : null;
        if (observed != null) {
            rollout.adopt(observed);
            rollouts.remove(observed.id());
            adopted.put(observed.id(), rollout.id());
        }
        rollouts.put(rollout.id(), rollout);
    }

    Collection<KnownPatch> patches() {
        return Collections.unmodifiableCollection(patches.values());
    }

    @Nullable
    KnownPatch patch(String id) {
        return patches.get(id);
    }

    Collection<RolloutState> all() {
        return Collections.unmodifiableCollection(rollouts.values());
    }

    /** The rollout of this id, or the one that adopted it; null when there is none. */
    @Nullable
    RolloutState find(RolloutId id) {
        RolloutId adopter = adopted.get(id);
        return rollouts.get(adopter == null ? id : adopter);
    }

    /** The rollout that a fact names, which was opened before. */
    RolloutState named(RolloutId id) {
        RolloutState rollout = find(id);
        if (rollout == null) {
            throw new IllegalStateException("a fact names rollout " + id + " before it was opened");
        }
        return rollout;
    }

    Set<PatchName> modulesOf(RolloutState rollout) {
        KnownPatch known = patches.get(rollout.declaration().patch());
        Set<PatchName> modules = new TreeSet<>();
        if (known != null) {
            known.declaration().modules().forEach(module -> modules.add(new PatchName(module)));
        }
        return modules;
    }

    /** Modules of patches that have a rollout. */
    Set<PatchName> followedModules() {
        Set<PatchName> modules = new HashSet<>();
        rollouts.values().forEach(rollout -> modules.addAll(modulesOf(rollout)));
        return modules;
    }

    /** Whether a tool ever said that a host was patched: in this rollout, or since a time in another one. */
    boolean claimed(HostId host, RolloutState rollout, Instant since) {
        return rollouts.values().stream().anyMatch(other -> {
            Instant at = other.claimOf(host);
            return at != null && (other == rollout || at.isAfter(since));
        });
    }

    /** The first rollout of an origin whose patch goes by one of the same modules; null when there is none. */
    private @Nullable RolloutState samePatch(RolloutState rollout, Origin origin) {
        Set<PatchName> modules = modulesOf(rollout);
        return rollouts.values().stream()
                .filter(other -> other.origin() == origin && !Collections.disjoint(modulesOf(other), modules))
                .findFirst()
                .orElse(null);
    }
}
