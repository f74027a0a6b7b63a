// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.rollout;

import io.patchrisk.model.fact.HostId;
import io.patchrisk.model.fact.Seconds;
import io.patchrisk.model.policy.Policy;
import io.patchrisk.model.policy.Reason;
import io.patchrisk.model.policy.ReasonCode;
import io.patchrisk.model.policy.Verdict;
import io.patchrisk.scoring.desk.ReadinessRow;
import io.patchrisk.scoring.desk.ReadinessRow.Check;
import io.patchrisk.scoring.desk.ReadinessRow.State;
import io.patchrisk.scoring.desk.WavePlan;
import io.patchrisk.scoring.fleet.Fleet;
import io.patchrisk.scoring.fleet.HostState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether a first host may be patched before anything can have been seen of the patch. */
final class Preflight {

    private static final int NAMED = 20;

    /** The last scrape of a full before window may be late by this share of it. */
    private static final double FULL = 0.9;

    private final Fleet fleet;
    private final Policy policy;
    private final int firstWaveMax;

    Preflight(Fleet fleet, Policy policy, int firstWaveMax) {
        this.fleet = fleet;
        this.policy = policy;
        this.firstWaveMax = firstWaveMax;
    }

    Verdict verdict(WavePlan wave, Instant now) {
        List<String> missing = new ArrayList<>();
        if (wave.hosts().size() > firstWaveMax) {
            missing.add("the first wave has " + wave.hosts().size() + " hosts; at most " + firstWaveMax
                    + " may be patched before anything was seen");
        }
        for (HostId host : wave.hosts()) {
            lacks(host, now).forEach(lack -> missing.add(host + ": " + lack));
        }
        long controls = fleet.hosts().stream()
                .filter(host -> !wave.hosts().contains(host.host()))
                .filter(host -> metrics(host, now).state() == State.OK)
                .count();
        if (controls == 0) {
            missing.add("no other host has metrics, so there is nothing to compare with");
        }
        return missing.isEmpty()
                ? Verdict.of(List.of(new Reason(
                        ReasonCode.PREFLIGHT_READY,
                        ReasonCode.PREFLIGHT_READY.meaning(),
                        Map.of("hosts", wave.hosts().size(), "controls", controls))))
                : Verdict.of(List.of(new Reason(
                        ReasonCode.PREFLIGHT,
                        missing.get(0) + (missing.size() > 1 ? ", and " + (missing.size() - 1) + " more" : ""),
                        Map.of("missing", missing.stream().limit(NAMED).toList()))));
    }

    private List<String> lacks(HostId id, Instant now) {
        HostState host = fleet.find(id);
        if (host == null) {
            return List.of("not known to any source");
        }
        List<String> lacks = new ArrayList<>();
        Check metrics = metrics(host, now);
        if (metrics.state() != State.OK) {
            lacks.add(metrics.detail());
        } else if (Seconds.of(now) - host.firstScrape() < FULL * policy.beforeSeconds()) {
            lacks.add("the before window is not full yet: metrics for %.0f s of %.0f s"
                    .formatted(Seconds.of(now) - host.firstScrape(), policy.beforeSeconds()));
        }
        Check log = log(host, now);
        if (policy.requireLog() && log.state() != State.OK) {
            lacks.add(log.detail());
        }
        return lacks;
    }

    /** The readiness of one host. */
    ReadinessRow readiness(HostState host, Instant now) {
        Instant patchState = host.lastPatchState();
        Check patches = patchState != null
                ? seen(patchState, now, silence(host), "live-patch state")
                : new Check(
                        State.MISSING,
                        null,
                        "no live-patch state: it is read from the kernel log, or add the textfile script or push it");
        Check identity = host.stratum().isEmpty()
                ? new Check(State.OK, null, "one host of this name; no stratum given, so all such hosts are compared")
                : new Check(State.OK, null, "one host of this name, in stratum " + host.stratum());
        return new ReadinessRow(host.host(), metrics(host, now), log(host, now), patches, identity);
    }

    private Check metrics(HostState host, Instant now) {
        Instant last = host.lastReading();
        return last == null
                ? new Check(State.MISSING, null, "no metrics yet: add it to sources.scrape.targets or to Prometheus")
                : seen(last, now, silence(host), "metrics");
    }

    private Check log(HostState host, Instant now) {
        Instant last = host.logProven();
        return last == null
                ? new Check(
                        State.MISSING,
                        null,
                        "kernel log not observed: list it in sources.netconsole or sources.syslog, or push its log, and"
                                + " have its kernel say something to prove the channel (`echo h > /proc/sysrq-trigger`);"
                                + " scraped oops and warn counters prove it too")
                : seen(last, now, Duration.ofSeconds((long) policy.logProvenSeconds()), "kernel log");
    }

    private Duration silence(HostState host) {
        return Duration.ofMillis((long) (1000 * policy.silentIntervals() * host.scrapeInterval()));
    }

    private static Check seen(@Nullable Instant last, Instant now, Duration bound, String what) {
        return last != null && last.plus(bound).isAfter(now)
                ? new Check(State.OK, last, what + " arrived")
                : new Check(State.STALE, last, "no " + what + " for more than " + bound.toSeconds() + " s");
    }
}
