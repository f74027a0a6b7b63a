// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.policy;

import io.patchrisk.model.fact.HostId;
import io.patchrisk.model.feature.Attribution;
import io.patchrisk.model.feature.Incidents;
import io.patchrisk.model.feature.Incidents.Report;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;

/** What kernel reports and hardware errors alone decide. Nearness in time never convicts. */
final class CrashRules {

    /**
     * Crashes are the patch's when a bet on patched hosts crashing more often has won this much: one rollout in a thousand gets
     * there by chance, though it is looked at all day.
     */
    private static final double IMPROBABLE = 1_000;

    private CrashRules() {}

    static List<Reason> of(Evidence evidence) {
        List<Reason> reasons = new ArrayList<>();
        Incidents incidents = evidence.incidents();
        if (!incidents.attributed().isEmpty()) {
            Report first = incidents.attributed().get(0);
            long others = incidents.attributed().stream()
                            .map(report -> report.event().fingerprint())
                            .distinct()
                            .count()
                    - 1;
            reasons.add(new Reason(
                    ReasonCode.CRASH_ATTRIBUTED,
                    Wording.of(
                            "%s%s on %d of %d patched hosts, with the patch in the stack",
                            first.event().title(),
                            others == 0 ? "" : " and " + others + " more",
                            Incidents.hosts(incidents.attributed()),
                            incidents.patchedHosts()),
                    evidence(incidents.attributed())));
        }
        if (!incidents.unexplained().isEmpty()) {
            reasons.add(unexplained(evidence));
        }
        if (!incidents.hardware().isEmpty()) {
            reasons.add(new Reason(
                    ReasonCode.HARDWARE, incidents.hardware().get(0).event().title(), evidence(incidents.hardware())));
        }
        return reasons;
    }

    private static Reason unexplained(Evidence evidence) {
        Incidents incidents = evidence.incidents();
        List<Report> reports = incidents.unexplained();
        String title = reports.get(0).event().title();
        Map<String, TreeSet<HostId>> hosts = new TreeMap<>();
        reports.forEach(report -> hosts.computeIfAbsent(report.event().fingerprint(), key -> new TreeSet<>())
                .add(report.host()));
        incidents.onControls().forEach(report -> hosts.remove(report.event().fingerprint()));
        hosts.keySet().removeAll(evidence.seenBefore());
        if (evidence.noveltyKnown() && hosts.values().stream().anyMatch(on -> on.size() >= 2)) {
            return new Reason(
                    ReasonCode.CRASH_REPEATED, title + ", new, on two or more patched hosts", evidence(reports));
        }
        int crashed = Incidents.hosts(reports);
        int onControls = Incidents.hosts(incidents.onControls());
        double e = incidents.crashEvidence();
        if (e >= IMPROBABLE) {
            Map<String, Object> numbers = evidence(reports);
            numbers.put("e_value", e);
            numbers.put("crashed_controls", onControls);
            return new Reason(
                    ReasonCode.CRASH_RATE,
                    Wording.of(
                            "%d of %d patched hosts crashed against %d of %d controls (e-value %.0f)",
                            crashed, incidents.patchedHosts(), onControls, incidents.controlHosts(), e),
                    numbers);
        }
        return new Reason(
                ReasonCode.CRASH_UNEXPLAINED,
                title + " on a patched host; nothing ties it to the patch",
                evidence(reports));
    }

    private static Map<String, Object> evidence(List<Report> reports) {
        Map<String, Object> numbers = new LinkedHashMap<>();
        numbers.put(
                "hosts",
                Wording.names(new TreeSet<>(reports.stream().map(Report::host).toList())));
        Report first = reports.get(0);
        numbers.put("title", first.event().title());
        String function = first.event().function();
        if (function != null) {
            numbers.put("function", function);
        }
        Attribution attribution = first.attribution();
        if (attribution != null && attribution.tied()) {
            numbers.put("why", attribution.why());
        }
        reports.stream()
                .map(Report::sincePatch)
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .ifPresent(seconds -> numbers.put("seconds_since_patch", seconds));
        numbers.put("fingerprint", first.event().fingerprint());
        numbers.put("reports", reports.size());
        return numbers;
    }
}
