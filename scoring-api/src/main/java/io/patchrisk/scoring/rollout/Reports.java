// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.rollout;

import io.patchrisk.model.assess.Assessment;
import io.patchrisk.model.fact.HostId;
import io.patchrisk.model.fact.KernelEvent;
import io.patchrisk.model.fact.LogFact;
import io.patchrisk.model.fact.Patch;
import io.patchrisk.model.fact.Seconds;
import io.patchrisk.model.feature.Attribution;
import io.patchrisk.model.feature.Incidents;
import io.patchrisk.model.feature.Incidents.Report;
import io.patchrisk.model.window.Attempt;
import io.patchrisk.model.window.Member;
import io.patchrisk.scoring.desk.EventGroup;
import io.patchrisk.scoring.desk.RolloutView.KnownFingerprint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Kernel reports of a cohort, grouped by fingerprint. */
final class Reports {

    /** A report as printed is shown up to here; all of it is in the store. */
    private static final int LONGEST_SAMPLE = 16_000;

    private Reports() {}

    /** @param patch whose frames are marked */
    static List<EventGroup> of(Assessment assessment, Patch patch, List<KnownFingerprint> known) {
        Incidents incidents = assessment.evidence().incidents();
        Map<String, List<Report>> patched = new LinkedHashMap<>();
        List.of(incidents.attributed(), incidents.unexplained(), incidents.hardware(), excused(assessment, known))
                .forEach(reports -> add(patched, reports));
        Map<String, List<Report>> controls = new LinkedHashMap<>();
        add(controls, incidents.onControls());
        List<EventGroup> groups = new ArrayList<>();
        patched.forEach((fingerprint, reports) -> {
            boolean attributed = incidents.attributed().stream()
                    .anyMatch(report -> report.event().fingerprint().equals(fingerprint));
            List<Report> unpatched = controls.getOrDefault(fingerprint, List.of());
            String why = why(reports, attributed) + (attributed ? "" : novelty(assessment, fingerprint, unpatched));
            groups.add(group(patch, reports, unpatched, attributed, why, known));
        });
        controls.forEach((fingerprint, reports) -> {
            if (!patched.containsKey(fingerprint)) {
                groups.add(group(patch, reports, reports, false, "it came on hosts without the patch", known));
            }
        });
        return groups;
    }

    /** Reports of known faults: they decide nothing, and are shown all the same. */
    private static List<Report> excused(Assessment assessment, List<KnownFingerprint> known) {
        Set<String> fingerprints =
                known.stream().map(KnownFingerprint::fingerprint).collect(Collectors.toSet());
        List<Report> excused = new ArrayList<>();
        for (Member member : assessment.evidence().touched()) {
            Attempt attempt = member.attempt();
            for (LogFact fact : member.host().log()) {
                if (fact instanceof KernelEvent event
                        && fingerprints.contains(event.fingerprint())
                        && attempt != null
                        && Seconds.of(event.at()) > attempt.start()) {
                    excused.add(
                            new Report(member.host().host(), event, null, Seconds.of(event.at()) - attempt.start()));
                }
            }
        }
        return excused;
    }

    private static void add(Map<String, List<Report>> groups, List<Report> reports) {
        reports.forEach(report -> groups.computeIfAbsent(report.event().fingerprint(), key -> new ArrayList<>())
                .add(report));
    }

    private static EventGroup group(
            Patch patch,
            List<Report> reports,
            List<Report> onControls,
            boolean attributed,
            String why,
            List<KnownFingerprint> known) {
        Report earliest = reports.stream()
                .min(Comparator.comparing(report -> report.event().at()))
                .orElseThrow();
        KernelEvent first = earliest.event();
        Instant last = reports.stream()
                .map(report -> report.event().at())
                .max(Comparator.naturalOrder())
                .orElseThrow();
        String text = first.text();
        String sample = text.length() <= LONGEST_SAMPLE ? text : text.substring(0, LONGEST_SAMPLE);
        return new EventGroup(
                first.fingerprint(),
                first.kind(),
                first.title(),
                first.function(),
                attributed,
                why,
                sincePatch(reports),
                knownUntil(first.fingerprint(), known),
                reports.size(),
                reports == onControls ? List.of() : hosts(reports),
                hosts(onControls),
                first.at(),
                last,
                earliest.host(),
                sample,
                MarkedLines.of(patch, first, sample));
    }

    /** The grounds of the report that decides: of one fingerprint some may have the patch in their stack and some not. */
    private static String why(List<Report> reports, boolean attributed) {
        return reports.stream()
                .map(Report::attribution)
                .filter(Objects::nonNull)
                .filter(attribution -> attribution.tied() == attributed)
                .findFirst()
                .map(Attribution::why)
                .orElse("people marked it as known");
    }

    /** Whether hosts without the patch have the same report, as far as their history reaches. */
    private static String novelty(Assessment assessment, String fingerprint, List<Report> onControls) {
        if (!onControls.isEmpty() || assessment.evidence().seenBefore().contains(fingerprint)) {
            return "; hosts without the patch have it too";
        }
        return assessment.evidence().noveltyKnown() ? "; it is new: no host without the patch has had it" : "";
    }

    private static @Nullable Double sincePatch(List<Report> reports) {
        return reports.stream()
                .map(Report::sincePatch)
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    private static @Nullable Instant knownUntil(String fingerprint, List<KnownFingerprint> known) {
        return known.stream()
                .filter(mark -> mark.fingerprint().equals(fingerprint))
                .map(KnownFingerprint::expiresAt)
                .findFirst()
                .orElse(null);
    }

    private static List<HostId> hosts(List<Report> reports) {
        return List.copyOf(new TreeSet<>(reports.stream().map(Report::host).toList()));
    }
}
