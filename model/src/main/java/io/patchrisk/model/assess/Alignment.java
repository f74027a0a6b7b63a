// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.assess;

import io.patchrisk.model.fact.HostRecord;
import io.patchrisk.model.judge.Arms;
import io.patchrisk.model.judge.Subject;
import io.patchrisk.model.policy.Policy;
import io.patchrisk.model.window.Attempt;
import io.patchrisk.model.window.Attempts;
import io.patchrisk.model.window.Member;
import io.patchrisk.model.window.Windows;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Puts patched hosts and controls on their instants. */
final class Alignment {

    private Alignment() {}

    /** The hosts meant to be patched, each with its newest load of the patch. */
    static List<Member> members(Cohort cohort) {
        return cohort.members().stream()
                .map(host -> {
                    List<Attempt> attempts = Attempts.of(host, cohort.patch());
                    return new Member(host, attempts.isEmpty() ? null : attempts.get(attempts.size() - 1));
                })
                .toList();
    }

    /**
     * Both arms. Controls take the instants of the patched hosts in turn, so that both arms have the same spread of
     * instants; hosts are put in an order that depends on their measured values alone, never on a name.
     */
    static Arms arms(Cohort cohort, List<Member> members, Policy policy, double now) {
        double newest = members.stream()
                .map(Member::attempt)
                .filter(Objects::nonNull)
                .mapToDouble(Attempt::start)
                .max()
                .orElse(0);
        Comparator<HostRecord> order = ContentKey.since(newest - policy.beforeSeconds());
        List<Member> patched = members.stream()
                .filter(Member::patched)
                .sorted(Comparator.comparing(Member::host, order))
                .toList();
        List<Attempt> attempts =
                patched.stream().map(Member::attempt).filter(Objects::nonNull).toList();
        if (attempts.isEmpty()) {
            return new Arms(List.of(), List.of());
        }
        List<Subject> left = new ArrayList<>();
        for (int i = 0; i < patched.size(); i++) {
            left.add(subject(patched.get(i).host(), attempts.get(i), policy, now));
        }
        return new Arms(left, pseudoPatched(controls(cohort, order), patched, policy, now));
    }

    /** Controls at the patch instants of their own stratum, which they take in turns; those of a stratum without any are none. */
    private static List<Subject> pseudoPatched(
            List<HostRecord> controls, List<Member> patched, Policy policy, double now) {
        Map<String, Deque<Attempt>> instants = new HashMap<>();
        for (Member member : patched) {
            instants.computeIfAbsent(member.host().stratum(), key -> new ArrayDeque<>())
                    .add(Objects.requireNonNull(member.attempt()));
        }
        List<Subject> subjects = new ArrayList<>();
        for (HostRecord control : controls) {
            Deque<Attempt> turns = instants.get(control.stratum());
            if (turns != null) {
                Attempt next = turns.remove();
                turns.add(next);
                subjects.add(subject(control, next, policy, now));
            }
        }
        return subjects;
    }

    /** Hosts that never had the patch. */
    private static List<HostRecord> controls(Cohort cohort, Comparator<HostRecord> order) {
        return cohort.controls().stream()
                .filter(host -> Attempts.of(host, cohort.patch()).isEmpty())
                .sorted(order)
                .toList();
    }

    /**
     * The after window ends with the newest scrape (metrics may come late, and a window judged early stays judged), or with
     * the last one before a reboot: what comes after runs without the patch, from counters and caches that began anew.
     */
    private static Subject subject(HostRecord host, Attempt attempt, Policy policy, double now) {
        Double end = attempt.end();
        Double until = host.watchedUntil();
        double begin = attempt.start() - attempt.error();
        double firstScrape = host.scrapes().isEmpty() ? begin : host.scrapes().get(0);
        double watched = until == null ? now : Math.min(now, until);
        double reboot = host.reboots().stream()
                .filter(at -> at > attempt.start() && at <= now)
                .findFirst()
                .orElse(Double.POSITIVE_INFINITY);
        double lastScrape = host.scrapes().stream()
                .filter(at -> at < reboot)
                .reduce((earlier, later) -> later)
                .orElse(begin);
        return new Subject(
                host,
                Windows.around(
                        attempt.start(),
                        end == null ? attempt.start() : end,
                        attempt.error(),
                        Math.max(0, Math.min(policy.beforeSeconds(), begin - firstScrape)),
                        host.scrapeInterval(),
                        Math.min(watched, lastScrape)));
    }
}
