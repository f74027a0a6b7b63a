// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.rollout;

import io.patchrisk.model.fact.HostId;
import io.patchrisk.model.fact.HostRecord;
import io.patchrisk.model.fact.Patch;
import io.patchrisk.model.fact.PatchName;
import io.patchrisk.model.window.Attempt;
import io.patchrisk.model.window.Attempts;
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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Live patches that appear on hosts although nobody declared them: each opens a rollout by itself. */
final class Noticed {

    private final Fleet fleet;
    private final Duration reapplied;

    Noticed(Fleet fleet, Duration reapplied) {
        this.fleet = fleet;
        this.reapplied = reapplied;
    }

    /** Facts that open a rollout for each patch that nobody knows yet. */
    List<NewFact> facts(Instant now) {
        Map<PatchName, Set<HostId>> found = new TreeMap<>();
        Set<PatchName> known = fleet.knownModules();
        for (HostState host : fleet.hosts()) {
            for (PatchName module : Fleet.modulesOn(host)) {
                if (!known.contains(module) && appeared(host, module)) {
                    found.computeIfAbsent(module, key -> new TreeSet<>()).add(host.host());
                }
            }
        }
        List<NewFact> facts = new ArrayList<>();
        found.keySet().forEach(module -> {
            String id = "observed-" + module;
            PatchDeclaration patch = new PatchDeclaration(
                    id, Patch.Kind.LIVE, null, null, List.of(module.value()), List.of(), List.of(), null);
            facts.add(FactCodec.encode(id, new FleetFact.PatchKnown(patch, Origin.OBSERVED, now)));
            RolloutDeclaration rollout = new RolloutDeclaration(new RolloutId(id), id, Mode.ADVISORY, List.of(), null);
            facts.add(FactCodec.encode(id, new FleetFact.RolloutOpened(rollout, Origin.OBSERVED, now)));
        });
        return facts;
    }

    private boolean appeared(HostState host, PatchName module) {
        Patch patch = new Patch(module.value(), Patch.Kind.LIVE, Set.of(module), List.of());
        HostRecord record = fleet.record(host, null);
        List<Attempt> attempts = Attempts.of(record, patch);
        if (attempts.isEmpty()) {
            return false;
        }
        Attempt newest = attempts.get(attempts.size() - 1);
        return newest.state() != Attempt.State.INSTANT_UNKNOWN
                && newest.state() != Attempt.State.REFUSED
                && newest.start() - host.boot() >= reapplied.toSeconds();
    }
}
