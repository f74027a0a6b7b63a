// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.rollout;

import io.patchrisk.collector.crash.CrashEvidence;
import io.patchrisk.model.fact.HostId;
import io.patchrisk.model.fact.Seconds;
import io.patchrisk.model.policy.Reason;
import io.patchrisk.model.policy.ReasonCode;
import io.patchrisk.scoring.desk.CrashView;
import io.patchrisk.scoring.fleet.Fleet;
import io.patchrisk.scoring.fleet.HostCrashes.Crash;
import io.patchrisk.scoring.fleet.HostState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Names what crashes left behind, in views of hosts and in reasons that rest on them. Runs on the fleet's context. */
final class CrashNames {

    private static final Set<ReasonCode> OF_REPORTS = EnumSet.of(
            ReasonCode.CRASH_ATTRIBUTED,
            ReasonCode.CRASH_REPEATED,
            ReasonCode.CRASH_RATE,
            ReasonCode.CRASH_UNEXPLAINED,
            ReasonCode.HARDWARE);

    private static final Set<ReasonCode> OF_LOST_HOSTS =
            EnumSet.of(ReasonCode.HOSTS_LOST, ReasonCode.HOST_LOST, ReasonCode.HOSTS_SILENT);

    /** From the crash until the host is back: dumps of terabytes take an hour. */
    private static final Duration DUMPING = Duration.ofHours(2);

    private static final int MOST_NAMED = 20;

    private final Fleet fleet;

    CrashNames(Fleet fleet) {
        this.fleet = fleet;
    }

    static List<CrashView> views(HostState host) {
        List<CrashView> views = new ArrayList<>();
        for (Crash crash : host.crashes().all()) {
            CrashEvidence evidence = crash.evidence();
            views.add(
                    0,
                    new CrashView(
                            evidence.family(),
                            evidence.path(),
                            crash.time().at(),
                            crash.time().errorSeconds(),
                            crash.time().source(),
                            evidence.release(),
                            evidence.complete(),
                            evidence.why(),
                            evidence.bytes(),
                            evidence.files(),
                            evidence.filesLeftOut(),
                            evidence.dump(),
                            crash.toldAt(),
                            crash.lines(),
                            crash.events().stream()
                                    .map(event -> new CrashView.Event(event.title(), event.fingerprint()))
                                    .toList()));
        }
        return views;
    }

    /** What crashes left behind that a reason rests on, one line each; empty when it rests on none. */
    List<String> behind(Reason reason) {
        boolean reports = OF_REPORTS.contains(reason.code());
        Object fingerprint = reason.evidence().get("fingerprint");
        boolean rests = reports ? fingerprint != null : OF_LOST_HOSTS.contains(reason.code());
        if (!rests || !(reason.evidence().get("hosts") instanceof List<?> hosts)) {
            return List.of();
        }
        List<String> named = new ArrayList<>();
        for (Object name : hosts) {
            HostState host = fleet.find(new HostId(name.toString()));
            if (host != null) {
                host.crashes().all().stream()
                        .filter(crash -> reports ? tells(crash, fingerprint) : fits(crash, host))
                        .forEach(crash -> named.add(line(host.host(), crash)));
            }
        }
        return named.stream().limit(MOST_NAMED).toList();
    }

    private static boolean tells(Crash crash, @Nullable Object fingerprint) {
        return crash.events().stream().anyMatch(event -> event.fingerprint().equals(fingerprint));
    }

    /** Whether a host may have been lost by this crash: it fell silent, or came back, not long after. */
    private static boolean fits(Crash crash, HostState host) {
        Instant last = host.lastReading();
        int reboots = host.reboots().size();
        double lost = reboots > 0 ? host.reboots().get(reboots - 1) : last == null ? 0 : Seconds.of(last);
        return Seconds.of(crash.time().at()) + crash.time().errorSeconds() >= lost - DUMPING.toSeconds();
    }

    private static String line(HostId host, Crash crash) {
        CrashEvidence evidence = crash.evidence();
        return String.format(
                Locale.ROOT,
                "%s: %s (%s: %s; %d bytes)",
                host,
                evidence.path(),
                evidence.complete() ? "complete" : "incomplete",
                evidence.why(),
                evidence.bytes());
    }
}
