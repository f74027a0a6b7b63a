// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchrisk.collector.crash.CrashEvidence;
import io.patchrisk.collector.crash.CrashFamily;
import io.patchrisk.collector.crash.CrashFile;
import io.patchrisk.collector.crash.CrashTime;
import io.patchrisk.collector.crash.DumpHeader;
import io.patchrisk.collector.log.LogLine;
import io.patchrisk.model.candidate.Comparison;
import io.patchrisk.model.fact.HostId;
import io.patchrisk.model.fact.Patch;
import io.patchrisk.model.fact.PatchName;
import io.patchrisk.model.fact.PatchSighting;
import io.patchrisk.model.fact.Reading;
import io.patchrisk.model.outcome.Cause;
import io.patchrisk.model.outcome.Happening;
import io.patchrisk.model.outcome.Rule;
import io.patchrisk.model.outcome.Teller;
import io.patchrisk.model.policy.Decision;
import io.patchrisk.scoring.desk.CandidateEnd;
import io.patchrisk.scoring.desk.CandidateRequest;
import io.patchrisk.scoring.desk.CandidateState;
import io.patchrisk.scoring.desk.DecisionChange;
import io.patchrisk.scoring.desk.LivepatchReport;
import io.patchrisk.scoring.desk.Mode;
import io.patchrisk.scoring.desk.OperatorAction;
import io.patchrisk.scoring.desk.Origin;
import io.patchrisk.scoring.desk.OutcomeReport;
import io.patchrisk.scoring.desk.OutcomeShown;
import io.patchrisk.scoring.desk.PatchDeclaration;
import io.patchrisk.scoring.desk.Reason;
import io.patchrisk.scoring.desk.RolloutDeclaration;
import io.patchrisk.scoring.desk.RolloutId;
import io.patchrisk.scoring.desk.WaveName;
import io.patchrisk.scoring.desk.WavePlan;
import io.patchrisk.scoring.desk.Weighed;
import io.patchrisk.scoring.store.NewFact;
import io.patchrisk.scoring.store.StoredFact;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FactCodecTest {

    private static final Instant AT = Instant.parse("2026-05-01T10:00:00.123456Z");
    private static final HostId HOST = new HostId("web-1");
    private static final RolloutId ROLLOUT = new RolloutId("r1");

    private static final Weighed WEIGHED =
            new Weighed(AT, Decision.PROCEED, 1, Map.of("silent", 0.1 + 0.2, "lost", 1e-300), null, 4, 12);

    static Stream<FleetFact> everyKind() {
        return Stream.of(
                new FleetFact.PatchKnown(
                        new PatchDeclaration(
                                "CVE-1",
                                Patch.Kind.LIVE,
                                "canonical",
                                "7",
                                List.of("lp_one"),
                                List.of("tcp_send"),
                                List.of("CVE-1"),
                                "sha256:0"),
                        Origin.DECLARED,
                        AT),
                new FleetFact.RolloutOpened(
                        new RolloutDeclaration(
                                ROLLOUT,
                                "CVE-1",
                                Mode.ENFORCING,
                                List.of(new WavePlan(new WaveName("canary"), List.of(HOST))),
                                0.02),
                        Origin.OBSERVED,
                        AT),
                new FleetFact.HostPatched(ROLLOUT, HOST, AT),
                new FleetFact.OperatorActed(
                        ROLLOUT,
                        new OperatorAction(
                                OperatorAction.Action.OVERRIDE, "ann", "so", AT.plusSeconds(9), Decision.HOLD, null),
                        AT),
                new FleetFact.LogHeard(
                        HOST,
                        AT,
                        List.of(
                                LogLine.bare(AT, "a \"quoted\" line \\ 🐧"),
                                new LogLine(AT, 17L, 4, "T1", true, "replayed"))),
                new FleetFact.LogPushed(HOST, "abc", AT),
                new FleetFact.CrashTold(
                        HOST,
                        new CrashEvidence(
                                CrashFamily.RHEL,
                                "/var/crash/x",
                                new CrashTime(AT, 2, CrashTime.Source.KERNEL),
                                null,
                                true,
                                "dump and log are there",
                                List.of(CrashFile.of("vmcore", 1L << 40)),
                                3,
                                new DumpHeader(
                                        DumpHeader.Format.ELF, true, "none", false, "6.1", null, null, null, AT)),
                        "abc",
                        7,
                        AT),
                new FleetFact.CrashLogHeard(
                        HOST,
                        new CrashTime(AT, 300, CrashTime.Source.FILE),
                        true,
                        List.of(new LogLine(AT, 17L, 4, "T1", true, "kernel BUG")),
                        AT),
                new FleetFact.PatchStateTold(
                        HOST,
                        new LivepatchReport(
                                AT,
                                List.of(new LivepatchReport.LoadedPatch("lp_one", true, false, List.of("tcp_send"))))),
                new FleetFact.HostRead(
                        HOST,
                        new Reading(
                                AT,
                                12.5,
                                true,
                                Map.of("latency", 1e-300),
                                List.of(new PatchSighting(AT, new PatchName("lp_one"), true, true, List.of("f"))),
                                true)),
                new FleetFact.DecisionTaken(
                        ROLLOUT,
                        new DecisionChange(
                                AT,
                                new WaveName("canary"),
                                Decision.STOP,
                                0.5,
                                List.of(new Reason("force_used", "forced", Map.of("hosts", List.of("web-1")))),
                                null,
                                null),
                        WEIGHED),
                new FleetFact.RolloutWatched(ROLLOUT, AT, 3_600, AT),
                new FleetFact.CandidateBegun("c0ffee", new CandidateRequest("ann", "more"), AT),
                new FleetFact.CandidateEnded(
                        "c0ffee",
                        new CandidateEnd(
                                CandidateState.REFUSED,
                                "worse",
                                7,
                                new Comparison(48, 6, 6, 0.1, 0.2, 0.1, 0.05, 0.1 + 0.05, 0.005),
                                null,
                                null),
                        AT),
                new FleetFact.OutcomeTold(
                        ROLLOUT,
                        "0123456789abcdef",
                        new OutcomeReport(
                                Happening.ROLLED_BACK,
                                Cause.OTHER,
                                "a switch \u2028 broke",
                                null,
                                Teller.PERSON,
                                "ann",
                                AT,
                                60,
                                null),
                        new OutcomeShown(
                                Decision.HOLD, null, List.of("soaking"), AT, WEIGHED, true, false, false, true, 7_200),
                        AT),
                new FleetFact.OutcomeImported("0123456789abcdef", "CVE-1", Rule.WATCHED, AT, WEIGHED, "ann", AT));
    }

    @ParameterizedTest
    @MethodSource("everyKind")
    void givesEveryFactBackAsItWas(FleetFact fact) {
        NewFact row = FactCodec.encode("k", fact);

        assertThat(FactCodec.decode(new StoredFact(1, AT, row))).isEqualTo(fact);
        assertThat(row.subject()).isEqualTo(fact.subject());
        assertThat(row.at()).isEqualTo(fact.at());
    }

    @Test
    void knowsEveryKindOfFact() {
        assertThat(everyKind().map(FleetFact::getClass).distinct())
                .hasSize(FleetFact.class.getPermittedSubclasses().length);
    }

    @Test
    void saysTheSameOfWhatIsTakenInAgainLater() {
        NewFact once = FactCodec.encode("k", new FleetFact.LogHeard(HOST, AT, List.of()));
        NewFact later = FactCodec.encode("k", new FleetFact.LogHeard(HOST, AT.plusSeconds(3), List.of()));
        NewFact claim = FactCodec.encode("k", new FleetFact.HostPatched(ROLLOUT, HOST, AT));
        NewFact other = FactCodec.encode("k", new FleetFact.HostPatched(ROLLOUT, HOST, AT.plusSeconds(3)));

        assertThat(once.saysTheSameAs(later)).isTrue();
        assertThat(claim.saysTheSameAs(other)).isFalse();
    }

    @Test
    void namesTheRowItCannotRead() {
        StoredFact row = new StoredFact(41, AT, new NewFact("k", "reading", "web-1", AT, "[]"));

        assertThatThrownBy(() -> FactCodec.decode(row)).hasMessageContaining("fact 41 of kind reading");
    }

    /** What was stored before decisions kept what they rest on is still read. */
    @Test
    void readsADecisionThatKeptNotWhatItRestsOn() {
        String body = "{\"rollout\":\"r1\",\"change\":{\"at\":\"" + AT
                + "\",\"wave\":null,\"decision\":\"hold\",\"risk\":null,\"reasons\":[],\"by\":null,\"action\":null}}";
        FleetFact fact = FactCodec.decode(new StoredFact(1, AT, new NewFact("decision/k", "decision", "r1", AT, body)));

        assertThat(((FleetFact.DecisionTaken) fact).weighed()).isNull();
    }
}
