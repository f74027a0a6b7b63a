// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.policy;

import io.patchrisk.model.Lab;
import io.patchrisk.model.SimulatedHost;
import io.patchrisk.model.fact.EventKind;
import io.patchrisk.model.fact.HostId;
import io.patchrisk.model.fact.KernelEvent;
import io.patchrisk.model.fact.Role;
import io.patchrisk.model.fact.Seconds;
import io.patchrisk.model.fact.Signal;
import io.patchrisk.model.feature.Incidents;
import io.patchrisk.model.feature.Incidents.Report;
import io.patchrisk.model.judge.Aspect;
import io.patchrisk.model.judge.Finding;
import io.patchrisk.model.judge.Judgement;
import io.patchrisk.model.judge.Spending;
import io.patchrisk.model.risk.Conformity;
import io.patchrisk.model.risk.OutOfRange;
import io.patchrisk.model.risk.Risk;
import io.patchrisk.model.window.Attempt;
import io.patchrisk.model.window.Member;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Evidence of a rollout that went well; tests break one thing of it. */
final class Found {

    static final double ALPHA = 0.01 / 6;
    private static final double PATCHED_AT = SimulatedHost.at(120);

    private final List<Member> members = new ArrayList<>();
    private List<Finding> findings = List.of(finding("errors", Role.SYMPTOM, 0.5, 0.6));
    private List<Report> attributed = List.of();
    private List<Report> unexplained = List.of();
    private List<Report> hardware = List.of();
    private List<Report> onControls = List.of();
    private List<HostId> silent = List.of();
    private List<HostId> controlsSilent = List.of();
    private List<HostId> rebooted = List.of();
    private Coverage coverage = new Coverage(hosts(5), List.of(), List.of());
    private Double exposure = 1.0;
    private Risk risk = risk(0.001);
    private Set<String> seenBefore = Set.of();
    private boolean noveltyKnown = true;
    private int look = 40;
    private int patched = 5;
    private int controls = 12;
    private Set<Signal> unlike = Set.of();
    private List<HostId> unmatched = List.of();
    private double smallestP = 1 / 6188.0;
    private double after = 1_200;
    private double crashEvidence = 1;

    Found() {
        for (int i = 0; i < 5; i++) {
            members.add(member(i, new Attempt(PATCHED_AT, PATCHED_AT + 2, Attempt.State.PATCHED, false, false, 0)));
        }
    }

    static Member member(int i, Attempt attempt) {
        return new Member(new SimulatedHost("p" + i, 3).record(), attempt);
    }

    static List<HostId> hosts(int count) {
        return IntStream.range(0, count).mapToObj(i -> new HostId("p" + i)).toList();
    }

    static Report report(String host, EventKind kind, String fingerprint) {
        return new Report(
                new HostId(host),
                new KernelEvent(
                        Seconds.instant(PATCHED_AT + 60),
                        kind,
                        kind + " in something",
                        "something",
                        List.of(),
                        List.of(),
                        "",
                        fingerprint,
                        "text"));
    }

    static Finding finding(String name, Role role, double statistic, double p) {
        Signal signal = SimulatedHost.signal(
                name, io.patchrisk.model.fact.Direction.UP, role, io.patchrisk.model.fact.Shape.LEVEL, 1);
        return new Finding(
                signal,
                5,
                12,
                statistic,
                0,
                statistic,
                0,
                0,
                Aspect.STEP,
                2,
                p,
                Finding.Basis.CONTROLS,
                3,
                p <= ALPHA,
                List.of(),
                null);
    }

    static Risk risk(double probability) {
        return risk(probability, new Conformity(0.01, 0.5), List.of());
    }

    static Risk risk(double probability, Conformity conformity, List<OutOfRange> outOfRange) {
        return new Risk(probability, 0.01, 1, 0, 1, Map.of(), 0, conformity, outOfRange);
    }

    Found first(Attempt.State state, boolean forced, Double end, double error) {
        members.set(0, member(0, new Attempt(PATCHED_AT, end, state, false, forced, error)));
        return this;
    }

    Found all(Attempt.State state, Double end) {
        members.replaceAll(
                member -> new Member(member.host(), new Attempt(PATCHED_AT + 1_190, end, state, false, false, 0)));
        return this;
    }

    Found nobodyPatched() {
        members.replaceAll(member -> new Member(member.host(), null));
        return this;
    }

    Found nothingCompared() {
        patched = 0;
        controls = 0;
        findings = List.of();
        return this;
    }

    Found findings(Finding... all) {
        findings = List.of(all);
        return this;
    }

    Found attributed(Report... reports) {
        attributed = List.of(reports);
        return this;
    }

    Found unexplained(Report... reports) {
        unexplained = List.of(reports);
        return this;
    }

    Found crashEvidence(double evidence) {
        crashEvidence = evidence;
        return this;
    }

    Found hardware(Report... reports) {
        hardware = List.of(reports);
        return this;
    }

    Found onControls(Report... reports) {
        onControls = List.of(reports);
        return this;
    }

    Found silent(int ofPatched, int ofControls) {
        silent = hosts(ofPatched);
        controlsSilent = IntStream.range(0, ofControls)
                .mapToObj(i -> new HostId("c" + i))
                .toList();
        return this;
    }

    Found rebooted(int hosts) {
        rebooted = hosts(hosts);
        return this;
    }

    Found coverage(int full, int partial, int none) {
        List<HostId> all = hosts(full + partial + none);
        coverage = new Coverage(
                all.subList(0, full), all.subList(full, full + partial), all.subList(full + partial, all.size()));
        return this;
    }

    Found exposure(Double share) {
        exposure = share;
        return this;
    }

    Found risk(Risk of) {
        risk = of;
        return this;
    }

    Found seenBefore(String fingerprint) {
        seenBefore = Set.of(fingerprint);
        return this;
    }

    Found withoutHistory() {
        noveltyKnown = false;
        return this;
    }

    Found look(int scrapes) {
        look = scrapes;
        return this;
    }

    Found compared(int patchedHosts, int controlHosts, double p) {
        patched = patchedHosts;
        controls = controlHosts;
        smallestP = p;
        return this;
    }

    Found partedBefore(Signal... signals) {
        unlike = Set.of(signals);
        return this;
    }

    Found withoutControlsOfTheirOwn(String... hosts) {
        unmatched = Stream.of(hosts).map(HostId::new).toList();
        return this;
    }

    Found watchedFor(double seconds) {
        after = seconds;
        return this;
    }

    Evidence evidence() {
        return new Evidence(
                members,
                new Judgement(
                        look, patched, controls, findings, unlike, unmatched, smallestP, ALPHA, Spending.nothing()),
                new Incidents(
                        attributed,
                        unexplained,
                        hardware,
                        onControls,
                        silent,
                        controlsSilent,
                        rebooted,
                        List.of(),
                        5,
                        controls,
                        crashEvidence),
                Lab.features(0),
                coverage,
                exposure,
                risk,
                seenBefore,
                noveltyKnown,
                after,
                PATCHED_AT + 1_200);
    }

    Verdict verdict() {
        return Verdict.of(evidence(), Policy.DEFAULT);
    }
}
