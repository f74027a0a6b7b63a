// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.fleet;

import io.patchrisk.model.fact.HostId;
import io.patchrisk.model.fact.HostRecord;
import io.patchrisk.model.fact.LivepatchMessage;
import io.patchrisk.model.fact.Patch;
import io.patchrisk.model.fact.PatchName;
import io.patchrisk.model.fact.PatchSighting;
import io.patchrisk.model.fact.Seconds;
import io.patchrisk.model.fact.Signal;
import io.patchrisk.model.window.Attempt;
import io.patchrisk.model.window.Attempts;
import io.patchrisk.scoring.config.HostEntry;
import io.patchrisk.scoring.desk.LivepatchReport;
import io.patchrisk.scoring.desk.Origin;
import io.patchrisk.scoring.desk.PatchDeclaration;
import io.patchrisk.scoring.desk.RolloutId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** All hosts, patches and rollouts as the facts so far tell them. Confined to one thread. */
public final class Fleet {

    /** What is said of a patch that is not on the host, or not yet. */
    private static final Set<LivepatchMessage.Step> NO_LOAD =
            Set.of(LivepatchMessage.Step.LOADING, LivepatchMessage.Step.REFUSED);

    private final Map<String, Signal> signals;
    private final Roster roster;
    private final Duration scrapeInterval;
    private final Duration reapplied;
    private final double keepSeconds;
    private final Map<HostId, HostState> hosts = new TreeMap<>();
    private final Rollouts rollouts = new Rollouts();
    private final ImportedOutcomes imported = new ImportedOutcomes();
    private final Candidates candidates = new Candidates();
    private final SequenceGaps gaps = new SequenceGaps();
    private @Nullable Instant firstLog;

    /** A patch, where it is known from, and since when. */
    public record KnownPatch(PatchDeclaration declaration, Origin origin, Instant firstSeenAt) {}

    /**
     * @param signals by name
     * @param entries hosts as the operator describes them
     * @param scrapeInterval as planned
     * @param keep how long readings are kept in memory
     * @param reapplied uptime below which a live patch that appears was there before the boot
     */
    public Fleet(
            Map<String, Signal> signals,
            List<HostEntry> entries,
            Duration scrapeInterval,
            Duration keep,
            Duration reapplied) {
        this.signals = Map.copyOf(signals);
        this.scrapeInterval = scrapeInterval;
        this.reapplied = reapplied;
        this.keepSeconds = keep.toNanos() / 1e9;
        this.roster = new Roster(entries);
        roster.hosts().forEach(this::host);
    }

    /** Makes a host known of which no fact has told yet, so that it is missed and not merely absent. */
    public void expect(HostId host) {
        host(host);
    }

    /** Takes one fact. */
    public void apply(FleetFact fact) {
        if (fact instanceof FleetFact.HostRead read) {
            host(read.host()).read(read.reading(), keepSeconds);
        } else if (fact instanceof FleetFact.LogHeard heard) {
            firstLog = firstLog == null || heard.at().isBefore(firstLog) ? heard.at() : firstLog;
            host(heard.host()).hear(heard.lines(), heard.at());
            gaps.hear(heard.host(), heard.lines());
        } else if (fact instanceof FleetFact.LogPushed pushed) {
            // Its lines come as facts of their own.
            host(pushed.host());
        } else if (fact instanceof FleetFact.CrashTold told) {
            host(told.host()).crashes().tell(told);
        } else if (fact instanceof FleetFact.CrashLogHeard heard) {
            host(heard.host()).hearCrash(heard);
        } else if (fact instanceof FleetFact.PatchStateTold told) {
            host(told.host()).saw(told.at(), sightings(told.report()));
        } else if (fact instanceof FleetFact.PatchKnown known) {
            rollouts.know(known);
        } else if (fact instanceof FleetFact.RolloutOpened opened) {
            open(new RolloutState(opened.rollout(), opened.origin(), opened.at()));
        } else if (fact instanceof FleetFact.HostPatched patched) {
            host(patched.host());
            rollouts.named(patched.rollout()).claim(patched.host(), patched.at());
        } else if (fact instanceof FleetFact.OperatorActed acted) {
            rollouts.named(acted.rollout()).act(acted.action(), acted.at());
        } else if (fact instanceof FleetFact.DecisionTaken taken) {
            rollouts.named(taken.rollout()).decide(taken.change(), taken.weighed());
        } else {
            learn(fact);
        }
    }

    /** Takes a fact about what became of rollouts, and what was learned from it. */
    private void learn(FleetFact fact) {
        if (fact instanceof FleetFact.RolloutWatched watched) {
            rollouts.named(watched.rollout()).aftermath().watch(watched);
        } else if (fact instanceof FleetFact.OutcomeTold told) {
            rollouts.named(told.rollout()).aftermath().tell(told);
        } else if (fact instanceof FleetFact.OutcomeImported row) {
            imported.take(row);
        } else if (fact instanceof FleetFact.CandidateBegun begun) {
            candidates.begin(begun);
        } else if (fact instanceof FleetFact.CandidateEnded ended) {
            candidates.end(ended);
        }
    }

    private void open(RolloutState rollout) {
        if (rollouts.find(rollout.id()) == null) {
            rollout.planned().forEach(this::host);
            rollouts.open(rollout);
        }
    }

    private HostState host(HostId id) {
        return hosts.computeIfAbsent(id, key -> new HostState(key, roster.stratum(key), scrapeInterval, reapplied));
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
        return roster.byAlias(name);
    }

    /** Other names of a host, as the operator gave them. */
    public List<String> aliases(HostId host) {
        return roster.aliases(host);
    }

    public Collection<KnownPatch> patches() {
        return rollouts.patches();
    }

    public @Nullable KnownPatch patch(String id) {
        return rollouts.patch(id);
    }

    public Collection<RolloutState> rollouts() {
        return rollouts.all();
    }

    /** The rollout of this id, or the one that adopted it; null when there is none. */
    public @Nullable RolloutState rollout(RolloutId id) {
        return rollouts.find(id);
    }

    /** Models that were trained to take the place of the one in use. */
    public Candidates candidates() {
        return candidates;
    }

    /** Rows that came from other installations. */
    public ImportedOutcomes importedOutcomes() {
        return imported;
    }

    /** The patch of a rollout as the model sees it, with the functions that hosts listed for it. */
    public Patch patchOf(RolloutState rollout) {
        KnownPatch known = rollouts.patch(rollout.declaration().patch());
        if (known == null) {
            return new Patch(rollout.declaration().patch(), Patch.Kind.LIVE, Set.of(), List.of());
        }
        PatchDeclaration declared = known.declaration();
        Set<PatchName> modules = rollouts.modulesOf(rollout);
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

    /** One host as a rollout sees it; null where it is only one to compare with. A reboot ends what it tells of a live patch. */
    public HostRecord record(HostState host, Patch patch, @Nullable RolloutState rollout) {
        List<Attempt> attempts = attempts(host, patch, rollout);
        double start = attempts.isEmpty()
                ? Double.POSITIVE_INFINITY
                : attempts.get(attempts.size() - 1).start();
        Double rebooted = patch.kind() != Patch.Kind.LIVE
                ? null
                : host.reboots().stream().filter(at -> at > start).findFirst().orElse(null);
        return host.record(signals, claim(host, rollout), roster.planned(host.host(), host.reboots()), rebooted);
    }

    /** The loads of a patch on a host, in order of time. */
    public List<Attempt> attempts(HostState host, Patch patch, @Nullable RolloutState rollout) {
        return Attempts.of(host.record(Map.of(), claim(host, rollout), List.of(), null), patch);
    }

    private static @Nullable Instant claim(HostState host, @Nullable RolloutState rollout) {
        return rollout == null ? null : rollout.claimOf(host.host());
    }

    /** Whether a tool ever said that a host was patched: in this rollout, or since a time in another one. */
    public boolean claimed(HostId host, RolloutState rollout, Instant since) {
        return rollouts.claimed(host, rollout, since);
    }

    /** Notes that a look at a host gave nothing, and whether that was our own fault. */
    public void missed(HostId host, Instant at, boolean ownFault) {
        host(host).missed(at, ownFault);
    }

    /** Modules of patches that have a rollout. */
    public Set<PatchName> followedModules() {
        return rollouts.followedModules();
    }

    /** Modules that the kernel or a metric of this host named as live patches. */
    public static Set<PatchName> modulesOn(HostState host) {
        Set<PatchName> modules = new TreeSet<>();
        host.sightings().forEach(sighting -> modules.add(sighting.patch()));
        host.log().forEach(fact -> {
            if (fact instanceof LivepatchMessage message) {
                PatchName patch = message.patch();
                if (patch != null && !NO_LOAD.contains(message.step())) {
                    modules.add(patch);
                }
            }
        });
        return modules;
    }

    /** How far back kernel logs reach, in seconds; 0 when there are none. */
    public double logHistorySeconds(Instant now) {
        Instant first = firstLog;
        return first == null ? 0 : Math.max(0, Seconds.of(now) - Seconds.of(first));
    }

    /** Kernel messages of all hosts whose numbers never came. Safe to read from any thread. */
    public long missingMessages() {
        return gaps.missing();
    }

    public Map<String, Signal> signals() {
        return signals;
    }
}
