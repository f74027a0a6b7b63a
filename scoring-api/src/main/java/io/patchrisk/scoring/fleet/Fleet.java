// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.fleet;

import io.patchrisk.model.fact.HostId;
import io.patchrisk.model.fact.HostRecord;
import io.patchrisk.model.fact.KernelEvent;
import io.patchrisk.model.fact.LivepatchMessage;
import io.patchrisk.model.fact.Patch;
import io.patchrisk.model.fact.PatchName;
import io.patchrisk.model.fact.PatchSighting;
import io.patchrisk.model.fact.Seconds;
import io.patchrisk.model.fact.Signal;
import io.patchrisk.scoring.config.HostEntry;
import io.patchrisk.scoring.desk.LivepatchReport;
import io.patchrisk.scoring.desk.Origin;
import io.patchrisk.scoring.desk.PatchDeclaration;
import io.patchrisk.scoring.desk.RolloutId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** All hosts, patches and rollouts as the facts so far tell them. Confined to one thread. */
public final class Fleet {

    private final Map<String, Signal> signals;
    private final Map<HostId, HostEntry> described = new HashMap<>();
    private final Duration scrapeInterval;
    private final double keepSeconds;
    private final Map<HostId, HostState> hosts = new TreeMap<>();
    private final Map<String, KnownPatch> patches = new LinkedHashMap<>();
    private final Map<RolloutId, RolloutState> rollouts = new LinkedHashMap<>();
    private @Nullable Instant firstLog;

    /** A patch, where it is known from, and since when. */
    public record KnownPatch(PatchDeclaration declaration, Origin origin, Instant firstSeenAt) {}

    /**
     * @param signals by name
     * @param entries hosts as the operator describes them
     * @param scrapeInterval as planned
     * @param keep how long readings are kept in memory
     */
    public Fleet(Map<String, Signal> signals, List<HostEntry> entries, Duration scrapeInterval, Duration keep) {
        this.signals = Map.copyOf(signals);
        this.scrapeInterval = scrapeInterval;
        this.keepSeconds = keep.toNanos() / 1e9;
        for (HostEntry entry : entries) {
            described.put(entry.id(), entry);
            host(entry.id());
        }
    }

    /** Takes one fact. */
    public void apply(FleetFact fact) {
        if (fact instanceof FleetFact.HostRead read) {
            host(read.host()).read(read.reading(), keepSeconds);
        } else if (fact instanceof FleetFact.LogHeard heard) {
            firstLog = firstLog == null || heard.at().isBefore(firstLog) ? heard.at() : firstLog;
            host(heard.host()).hear(heard.lines(), heard.at());
        } else if (fact instanceof FleetFact.PatchStateTold told) {
            host(told.host()).saw(told.at(), sightings(told.report()));
        } else if (fact instanceof FleetFact.PatchKnown known) {
            patches.putIfAbsent(known.patch().id(), new KnownPatch(known.patch(), known.origin(), known.at()));
        } else if (fact instanceof FleetFact.RolloutOpened opened) {
            rollouts.putIfAbsent(
                    opened.rollout().id(), new RolloutState(opened.rollout(), opened.origin(), opened.at()));
            opened.rollout().waves().forEach(wave -> wave.hosts().forEach(this::host));
        } else if (fact instanceof FleetFact.HostPatched patched) {
            host(patched.host());
            withRollout(patched.rollout()).claim(patched.host(), patched.at());
        } else if (fact instanceof FleetFact.OperatorActed acted) {
            withRollout(acted.rollout()).act(acted.action(), acted.at());
        } else if (fact instanceof FleetFact.DecisionTaken taken) {
            withRollout(taken.rollout()).decide(taken.change());
        }
    }

    private RolloutState withRollout(RolloutId id) {
        RolloutState rollout = rollouts.get(id);
        if (rollout == null) {
            throw new IllegalStateException("a fact names rollout " + id + " before it was opened");
        }
        return rollout;
    }

    private HostState host(HostId id) {
        return hosts.computeIfAbsent(id, key -> new HostState(key, stratum(key), scrapeInterval));
    }

    private String stratum(HostId host) {
        HostEntry entry = described.get(host);
        String stratum = entry == null ? null : entry.stratum();
        return stratum == null ? "" : stratum;
    }

    private static List<PatchSighting> sightings(LivepatchReport report) {
        return report.patches().stream()
                .map(patch -> new PatchSighting(
                        report.at(),
                        new PatchName(patch.name()),
                        patch.enabled(),
                        patch.transition(),
                        patch.functions()))
                .toList();
    }

    /** Lets every host take reports whose end is not to be expected any more. */
    public void settleLogs(Instant now) {
        hosts.values().forEach(host -> host.settleLog(now));
    }

    public Collection<HostState> hosts() {
        return Collections.unmodifiableCollection(hosts.values());
    }

    /** The host of this id; null when nothing is known of it. */
    public @Nullable HostState find(HostId id) {
        return hosts.get(id);
    }

    /** The host that goes by this name, id or alias; null when there is none. */
    public @Nullable HostId resolve(String name) {
        if (hosts.containsKey(new HostId(name))) {
            return new HostId(name);
        }
        return described.values().stream()
                .filter(entry -> entry.aliases().contains(name))
                .map(HostEntry::id)
                .findFirst()
                .orElse(null);
    }

    /** Other names of a host, as the operator gave them. */
    public List<String> aliases(HostId host) {
        HostEntry entry = described.get(host);
        return entry == null ? List.of() : entry.aliases();
    }

    public Collection<KnownPatch> patches() {
        return Collections.unmodifiableCollection(patches.values());
    }

    public @Nullable KnownPatch patch(String id) {
        return patches.get(id);
    }

    public Collection<RolloutState> rollouts() {
        return Collections.unmodifiableCollection(rollouts.values());
    }

    public @Nullable RolloutState rollout(RolloutId id) {
        return rollouts.get(id);
    }

    /** The patch of a rollout as the model sees it, with the functions that hosts listed for it. */
    public Patch patchOf(RolloutState rollout) {
        KnownPatch known = patches.get(rollout.declaration().patch());
        if (known == null) {
            return new Patch(rollout.declaration().patch(), Patch.Kind.LIVE, Set.of(), List.of());
        }
        PatchDeclaration declared = known.declaration();
        Set<PatchName> modules = new TreeSet<>();
        declared.modules().forEach(module -> modules.add(new PatchName(module)));
        Set<String> functions = new TreeSet<>(declared.functions());
        for (HostState host : hosts.values()) {
            for (PatchSighting sighting : host.sightings()) {
                if (modules.contains(sighting.patch())) {
                    functions.addAll(sighting.functions());
                }
            }
        }
        return new Patch(declared.id(), declared.kind(), modules, List.copyOf(functions));
    }

    /** One host as a rollout sees it. */
    public HostRecord record(HostState host, @Nullable RolloutState rollout) {
        return host.record(signals, rollout == null ? null : rollout.claimOf(host.host()), plannedReboots(host));
    }

    private List<Double> plannedReboots(HostState host) {
        HostEntry entry = described.get(host.host());
        List<Double> planned = new ArrayList<>();
        for (double at : host.reboots()) {
            Instant instant = Seconds.instant(at);
            if (entry != null
                    && entry.plannedReboots().stream()
                            .anyMatch(span -> !instant.isBefore(span.from()) && !instant.isAfter(span.until()))) {
                planned.add(at);
            }
        }
        return planned;
    }

    /** Modules that some declared or observed patch goes by. */
    public Set<PatchName> knownModules() {
        Set<PatchName> modules = new HashSet<>();
        patches.values()
                .forEach(patch -> patch.declaration().modules().forEach(name -> modules.add(new PatchName(name))));
        return modules;
    }

    /** Modules that the kernel or a metric of this host named as live patches. */
    public static Set<PatchName> modulesOn(HostState host) {
        Set<PatchName> modules = new TreeSet<>();
        host.sightings().forEach(sighting -> modules.add(sighting.patch()));
        host.log().forEach(fact -> {
            if (fact instanceof LivepatchMessage message) {
                PatchName patch = message.patch();
                if (patch != null && message.step() != LivepatchMessage.Step.REFUSED) {
                    modules.add(patch);
                }
            }
        });
        return modules;
    }

    /** Fingerprints that hosts outside {@code members} had. */
    public Set<String> fingerprintsOutside(Set<HostId> members) {
        Set<String> seen = new HashSet<>();
        for (HostState host : hosts.values()) {
            if (!members.contains(host.host())) {
                host.log().forEach(fact -> {
                    if (fact instanceof KernelEvent event) {
                        seen.add(event.fingerprint());
                    }
                });
            }
        }
        return seen;
    }

    /** How far back kernel logs reach, in seconds; 0 when there are none. */
    public double logHistorySeconds(Instant now) {
        Instant first = firstLog;
        return first == null ? 0 : Math.max(0, Seconds.of(now) - Seconds.of(first));
    }

    public Map<String, Signal> signals() {
        return signals;
    }
}
