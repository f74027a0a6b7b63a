// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.assess;

import io.patchrisk.model.fact.HostId;
import io.patchrisk.model.fact.HostRecord;
import io.patchrisk.model.fact.KernelEvent;
import io.patchrisk.model.fact.LogFact;
import io.patchrisk.model.fact.Seconds;
import io.patchrisk.model.fact.Shutdown;
import io.patchrisk.model.feature.Attribution;
import io.patchrisk.model.feature.Incidents;
import io.patchrisk.model.feature.Incidents.Report;
import io.patchrisk.model.judge.RateEvidence;
import io.patchrisk.model.judge.RateEvidence.Watched;
import io.patchrisk.model.judge.Subject;
import io.patchrisk.model.policy.Coverage;
import io.patchrisk.model.policy.Policy;
import io.patchrisk.model.window.Attempt;
import io.patchrisk.model.window.Member;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** Reads from host records what went wrong since the patch, and how well the hosts are observed. */
final class Watch {

    /** From the last line of one kernel to the first scrape of the next, in seconds: servers check their memory. */
    private static final double LONGEST_REBOOT = 1_800;

    /** From init's announcement to the end of the last service, in seconds: DefaultTimeoutStopSec of systemd. */
    private static final double LONGEST_STOP = 90;

    private final Cohort cohort;
    private final Policy policy;
    private final double now;

    Watch(Cohort cohort, Policy policy, double now) {
        this.cohort = cohort;
        this.policy = policy;
        this.now = now;
    }

    Incidents incidents(List<Member> members, List<Subject> controls) {
        List<Report> attributed = new ArrayList<>();
        List<Report> unexplained = new ArrayList<>();
        List<Report> hardware = new ArrayList<>();
        List<HostId> silent = new ArrayList<>();
        List<HostId> rebooted = new ArrayList<>();
        List<Watched> watched = new ArrayList<>();
        int touched = 0;
        for (Member member : members) {
            Attempt attempt = member.attempt();
            if (attempt == null) {
                continue;
            }
            touched++;
            watched.add(new Watched(member.host().host(), member.host().stratum(), true, attempt.start()));
            for (KernelEvent event : events(member.host(), attempt.start())) {
                sort(report(member.host().host(), attempt, event), attributed, unexplained, hardware);
            }
            note(member.host(), attempt.start(), silent, rebooted);
        }
        List<Report> onControls = new ArrayList<>();
        List<HostId> controlsSilent = new ArrayList<>();
        List<HostId> controlsRebooted = new ArrayList<>();
        for (Subject control : controls) {
            double from = control.windows().transition().from();
            watched.add(new Watched(control.host().host(), control.host().stratum(), false, from));
            for (KernelEvent event : events(control.host(), from)) {
                if (event.kind().crashClass()) {
                    onControls.add(new Report(control.host().host(), event));
                }
            }
            note(control.host(), from, controlsSilent, controlsRebooted);
        }
        return new Incidents(
                attributed,
                unexplained,
                hardware,
                onControls,
                silent,
                controlsSilent,
                rebooted,
                controlsRebooted,
                touched,
                controls.size(),
                RateEvidence.of(watched, firstOf(unexplained, onControls)));
    }

    /** When each host crashed first. */
    private static Map<HostId, Double> firstOf(List<Report> onPatched, List<Report> onControls) {
        Map<HostId, Double> first = new HashMap<>();
        Stream.concat(onPatched.stream(), onControls.stream())
                .forEach(report ->
                        first.merge(report.host(), Seconds.of(report.event().at()), Math::min));
        return first;
    }

    private void sort(Report report, List<Report> attributed, List<Report> unexplained, List<Report> hardware) {
        KernelEvent event = report.event();
        if (cohort.excused().contains(event.fingerprint())) {
            return;
        }
        Attribution attribution = report.attribution();
        if (attribution != null && attribution.ground() == Attribution.Ground.HARDWARE) {
            hardware.add(report);
        } else if (event.kind().crashClass()) {
            (attribution != null && attribution.tied() ? attributed : unexplained).add(report);
        }
    }

    private Report report(HostId host, Attempt attempt, KernelEvent event) {
        double at = Seconds.of(event.at());
        Double end = attempt.end();
        boolean off = attempt.state() == Attempt.State.REFUSED || attempt.state() == Attempt.State.REVERTED;
        Attribution attribution = Attribution.of(cohort.patch(), event);
        return new Report(
                host,
                event,
                off && end != null && at > end ? attribution.withoutThePatch() : attribution,
                at - attempt.start());
    }

    private void note(HostRecord host, double from, List<HostId> silent, List<HostId> rebooted) {
        if (isSilent(host) && !rebootsByPlan(host)) {
            silent.add(host.host());
        }
        if (host.reboots().stream().anyMatch(at -> at > from && at <= now && !planned(host, at))) {
            rebooted.add(host.host());
        }
    }

    /**
     * Whether a host that is silent answered until it was shut down in good order, and is not back yet; for as long as a
     * reboot may take.
     */
    private boolean rebootsByPlan(HostRecord host) {
        double last = host.scrapes().isEmpty()
                ? Double.NEGATIVE_INFINITY
                : host.scrapes().get(host.scrapes().size() - 1);
        return shutdowns(host)
                .anyMatch(at -> at > now - LONGEST_REBOOT
                        && at <= now
                        && last < at + LONGEST_STOP
                        && last > at - policy.silentIntervals() * host.scrapeInterval()
                        && host.reboots().stream().noneMatch(reboot -> reboot > at && reboot <= now));
    }

    private static DoubleStream shutdowns(HostRecord host) {
        return host.log().stream()
                .filter(Shutdown.class::isInstance)
                .mapToDouble(shutdown -> Seconds.of(shutdown.at()));
    }

    /** Whether a reboot was declared, or the kernel before it was shut down in good order. */
    private static boolean planned(HostRecord host, double reboot) {
        return host.plannedReboots().contains(reboot)
                || shutdowns(host).anyMatch(at -> at < reboot && at > reboot - LONGEST_REBOOT);
    }

    private List<KernelEvent> events(HostRecord host, double from) {
        List<KernelEvent> events = new ArrayList<>();
        for (LogFact fact : host.log()) {
            double at = Seconds.of(fact.at());
            if (fact instanceof KernelEvent event && at > from && at <= now) {
                events.add(event);
            }
        }
        return events;
    }

    /** Whether no scrape came for {@link Policy#silentIntervals()} intervals while somebody still listened. */
    private boolean isSilent(HostRecord host) {
        Double until = host.watchedUntil();
        double end = until == null ? now : Math.min(now, until);
        return host.scrapes().stream()
                .noneMatch(at -> at > end - policy.silentIntervals() * host.scrapeInterval() && at <= end);
    }

    Coverage coverage(List<Member> members) {
        List<HostId> full = new ArrayList<>();
        List<HostId> partial = new ArrayList<>();
        List<HostId> silent = new ArrayList<>();
        for (Member member : members) {
            HostRecord host = member.host();
            // What reboots by plan is out of observation until it is back, and then without a live patch.
            boolean isSilent = isSilent(host);
            if (member.touched() && !(isSilent && rebootsByPlan(host))) {
                (isSilent ? silent : logProven(host) ? full : partial).add(host.host());
            }
        }
        return new Coverage(full, partial, silent);
    }

    private boolean logProven(HostRecord host) {
        var proven = host.logProven();
        return proven != null && Seconds.of(proven) >= now - policy.logProvenSeconds();
    }
}
