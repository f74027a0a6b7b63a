// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.http;

import io.patchrisk.collector.crash.CrashFamily;
import io.patchrisk.collector.crash.CrashFile;
import io.patchrisk.collector.crash.CrashTime;
import io.patchrisk.collector.crash.DumpHeader;
import io.patchrisk.model.candidate.Comparison;
import io.patchrisk.model.fact.Direction;
import io.patchrisk.model.fact.EventKind;
import io.patchrisk.model.fact.HostId;
import io.patchrisk.model.fact.Patch;
import io.patchrisk.model.fact.Refusal;
import io.patchrisk.model.feature.Feature;
import io.patchrisk.model.feature.FeatureVector;
import io.patchrisk.model.livepatch.LoadState;
import io.patchrisk.model.outcome.Cause;
import io.patchrisk.model.outcome.Happening;
import io.patchrisk.model.outcome.Label;
import io.patchrisk.model.outcome.OutcomeRow;
import io.patchrisk.model.outcome.Rule;
import io.patchrisk.model.outcome.Teller;
import io.patchrisk.model.policy.Decision;
import io.patchrisk.scoring.desk.Annotation;
import io.patchrisk.scoring.desk.Assessment;
import io.patchrisk.scoring.desk.Basis;
import io.patchrisk.scoring.desk.Blocking;
import io.patchrisk.scoring.desk.CandidateEnd;
import io.patchrisk.scoring.desk.CandidateState;
import io.patchrisk.scoring.desk.CandidateView;
import io.patchrisk.scoring.desk.Coverage;
import io.patchrisk.scoring.desk.CrashView;
import io.patchrisk.scoring.desk.DecisionChange;
import io.patchrisk.scoring.desk.EventGroup;
import io.patchrisk.scoring.desk.Exposure;
import io.patchrisk.scoring.desk.FleetView;
import io.patchrisk.scoring.desk.HostView;
import io.patchrisk.scoring.desk.Interval;
import io.patchrisk.scoring.desk.LoadView;
import io.patchrisk.scoring.desk.LookView;
import io.patchrisk.scoring.desk.LooksView;
import io.patchrisk.scoring.desk.Mode;
import io.patchrisk.scoring.desk.ModelRef;
import io.patchrisk.scoring.desk.ModelView;
import io.patchrisk.scoring.desk.MovedSignal;
import io.patchrisk.scoring.desk.MovedSignal.Point;
import io.patchrisk.scoring.desk.Observation;
import io.patchrisk.scoring.desk.Origin;
import io.patchrisk.scoring.desk.OutcomeReport;
import io.patchrisk.scoring.desk.OutcomeShown;
import io.patchrisk.scoring.desk.OutcomeStanding;
import io.patchrisk.scoring.desk.OutcomeView;
import io.patchrisk.scoring.desk.PatchDeclaration;
import io.patchrisk.scoring.desk.PatchState;
import io.patchrisk.scoring.desk.PatchView;
import io.patchrisk.scoring.desk.PlacedMember;
import io.patchrisk.scoring.desk.ReadinessRow;
import io.patchrisk.scoring.desk.ReadinessRow.Check;
import io.patchrisk.scoring.desk.Reason;
import io.patchrisk.scoring.desk.RolloutId;
import io.patchrisk.scoring.desk.RolloutSummary;
import io.patchrisk.scoring.desk.RolloutView;
import io.patchrisk.scoring.desk.StandingOverride;
import io.patchrisk.scoring.desk.WaveName;
import io.patchrisk.scoring.desk.Weighed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Values as an engine would give them, with every optional part filled. */
final class Examples {

    static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    static final RolloutId ROLLOUT = new RolloutId("lp-2026-11");
    static final WaveName CANARY = new WaveName("canary");
    static final HostId HOST = new HostId("web-01");
    static final ModelRef MODEL = new ModelRef("logistic-1", "ab".repeat(32), NOW.minusSeconds(86_400));

    private Examples() {}

    static Assessment assessment(Decision decision, Mode mode) {
        return new Assessment(
                ROLLOUT,
                CANARY,
                null,
                "lp-107",
                mode,
                decision,
                Basis.EVIDENCE,
                risk(decision),
                0.01,
                decision == Decision.STOP ? 412.5 : 0.4,
                new Interval(risk(decision) / 2, Math.min(1, risk(decision) * 1.5)),
                reasons(decision),
                new Coverage(4, 1, 0, 12, List.of(HOST)),
                new Exposure(118.5, 0.97, 5_321.0),
                1.8,
                List.of(new Blocking("host_minutes", "Soak for 12 more minutes.", List.of(HOST), 12.0, "minutes")),
                List.of("The next look agrees."),
                decision == Decision.STOP ? List.of(HOST) : List.of(),
                MODEL,
                NOW.minusSeconds(20),
                NOW.plusSeconds(100),
                NOW.plusSeconds(40),
                decision == Decision.STOP,
                new StandingOverride(decision, "kim", "tested by hand", NOW.plusSeconds(3_600)));
    }

    static double risk(Decision decision) {
        return switch (decision) {
            case PROCEED -> 0.004;
            case HOLD -> 0.06;
            case UNKNOWN -> 0.01;
            case STOP -> 0.93;
        };
    }

    private static List<Reason> reasons(Decision decision) {
        return switch (decision) {
            case STOP ->
                List.of(
                        new Reason(
                                "crash_attributed",
                                "Two patched hosts logged an oops whose stack holds tcp_v4_rcv, which the patch replaces.",
                                Map.of("hosts", List.of("web-01", "web-02"), "function", "tcp_v4_rcv")),
                        new Reason("signal_moved", "TCP retransmits rose by 6.2 noise units.", Map.of("shift", 6.2)));
            case HOLD -> List.of(Reason.of("underpowered", "One patched host and 12 controls cannot give a verdict."));
            case UNKNOWN -> List.of(Reason.of("stale", "Two of five hosts were not seen for three minutes."));
            case PROCEED -> List.of(Reason.of("no_difference", "Patched hosts do as well as their controls."));
        };
    }

    static PatchDeclaration patchDeclaration() {
        return new PatchDeclaration(
                "lp-107",
                Patch.Kind.LIVE,
                "canonical",
                "107.1",
                List.of("livepatch_107"),
                List.of("tcp_v4_rcv"),
                List.of("CVE-2026-1"),
                "sha256:00");
    }

    static PatchView patch() {
        return new PatchView(patchDeclaration(), Origin.DECLARED, NOW, List.of(ROLLOUT));
    }

    static RolloutSummary summary(RolloutId id, Decision decision) {
        return new RolloutSummary(
                id,
                "lp-107",
                Mode.ENFORCING,
                Origin.DECLARED,
                decision == Decision.STOP ? RolloutSummary.State.STOPPED : RolloutSummary.State.RUNNING,
                decision,
                risk(decision),
                0.01,
                reasons(decision).get(0).text(),
                CANARY,
                Map.of(PatchState.PATCHED, 4, PatchState.IN_TRANSITION, 1, PatchState.PENDING, 12),
                List.of(CANARY, new WaveName("rest")),
                NOW.minusSeconds(3_600),
                NOW.minusSeconds(20));
    }

    static RolloutView rollout(RolloutId id, Decision decision) {
        List<RolloutView.Member> rest = new ArrayList<>();
        for (int i = 6; i < 18; i++) {
            rest.add(new RolloutView.Member(
                    new HostId(String.format("web-%02d", i)), PatchState.PENDING, Observation.FULL, null));
        }
        return new RolloutView(
                summary(id, decision),
                assessment(decision, Mode.ENFORCING),
                List.of(
                        RolloutView.Wave.of(
                                CANARY,
                                decision,
                                risk(decision),
                                List.of(
                                        member(1, PatchState.PATCHED, Observation.FULL),
                                        member(2, PatchState.PATCHED, Observation.PARTIAL),
                                        member(3, PatchState.ROLLED_BACK, Observation.FULL),
                                        member(4, PatchState.IN_TRANSITION, Observation.SILENT),
                                        member(5, PatchState.LOST_BY_REBOOT, Observation.SILENT)),
                                NOW),
                        RolloutView.Wave.of(new WaveName("rest"), Decision.HOLD, null, rest, null)),
                List.of(new RolloutView.KnownFingerprint("f00d", "kim", "old bug", NOW.plusSeconds(60))),
                standing());
    }

    private static RolloutView.Member member(int number, PatchState state, Observation observation) {
        return new RolloutView.Member(
                new HostId(String.format("web-%02d", number)), state, observation, NOW.minusSeconds(900));
    }

    static DecisionChange decision() {
        return new DecisionChange(
                NOW,
                CANARY,
                Decision.STOP,
                0.93,
                reasons(Decision.STOP),
                "kim",
                io.patchrisk.scoring.desk.OperatorAction.Action.STOP);
    }

    static MovedSignal signal(String name, double shift) {
        Random noise = new Random(name.hashCode());
        List<Point> patched = new ArrayList<>();
        List<Point> control = new ArrayList<>();
        for (int t = -600; t < 1200; t += 15) {
            double level = 0.010 + 0.0006 * noise.nextGaussian() + (t > 0 ? 0.0008 * shift : 0);
            double usual = 0.010 + 0.0004 * noise.nextGaussian();
            patched.add(new Point(t, level, level - 0.001, level + 0.001));
            control.add(new Point(t, usual, usual - 0.0008, usual + 0.0008));
        }
        return new MovedSignal(
                name,
                "ratio",
                Direction.UP,
                "Share of TCP segments sent again.",
                true,
                shift,
                0.0002,
                30.0,
                patched,
                control);
    }

    static EventGroup event() {
        return new EventGroup(
                "9f86d081884c7d65",
                EventKind.OOPS,
                "BUG: unable to handle kernel NULL pointer dereference in tcp_v4_rcv",
                "tcp_v4_rcv",
                true,
                "The stack holds tcp_v4_rcv, which the patch replaces.",
                61.5,
                NOW.plusSeconds(60),
                3,
                List.of(HOST, new HostId("web-02")),
                List.of(new HostId("web-09")),
                NOW.minusSeconds(800),
                NOW.minusSeconds(100),
                HOST,
                "BUG: kernel NULL pointer dereference, address: 0000000000000008\n<script>alert(1)</script>\nRIP: 0010:tcp_v4_rcv+0x12/0x40 [livepatch_107]\n",
                List.of(2));
    }

    static HostView host() {
        return new HostView(
                HOST,
                List.of("10.0.0.1", "web-01.example"),
                "6.1.0-56-amd64/kvm/web",
                "6.1.0-56-amd64",
                Observation.FULL,
                List.of(new HostView.Place(ROLLOUT, CANARY, PatchState.PATCHED, NOW, NOW)),
                List.of(
                        new LoadView(
                                "livepatch_107",
                                LoadState.PATCHED,
                                LoadView.Source.LOG,
                                NOW.minusSeconds(900),
                                NOW.minusSeconds(898),
                                1.25,
                                false,
                                true,
                                false,
                                0,
                                null,
                                null),
                        new LoadView(
                                null,
                                LoadState.REFUSED,
                                LoadView.Source.LOG,
                                NOW.minusSeconds(990),
                                null,
                                null,
                                false,
                                false,
                                false,
                                0,
                                Refusal.SYMBOL_NOT_FOUND,
                                "livepatch: symbol 'foo' not found in symbol table")),
                List.of(crash()));
    }

    private static CrashView crash() {
        return new CrashView(
                CrashFamily.RHEL,
                "/var/crash/127.0.0.1-2026-11-22-09:58:20",
                NOW.minusSeconds(120),
                2,
                CrashTime.Source.KERNEL,
                "6.1.0-56-amd64",
                true,
                "dump and log are there",
                18_445_960,
                List.of(CrashFile.of("vmcore", 18_445_960)),
                0,
                new DumpHeader(
                        DumpHeader.Format.KDUMP, false, "zlib", false, "6.1.0-56-amd64", "#1", "x86_64", "web-01", NOW),
                NOW,
                1_200,
                List.of(new CrashView.Event("BUG: unable to handle kernel paging request in tcp_v4_rcv", "ab")));
    }

    static PlacedMember placed() {
        return new PlacedMember(CANARY, member(1, PatchState.PATCHED, Observation.FULL));
    }

    static LooksView looks() {
        return new LooksView(
                List.of(
                        new LookView(NOW.minusSeconds(60), Decision.HOLD, null, null, null, null, null),
                        new LookView(NOW.minusSeconds(20), Decision.STOP, 0.93, 0.5, 0.99, 5, 12)),
                0.02,
                0.05);
    }

    static FleetView fleet() {
        return new FleetView(
                Map.of(Observation.FULL, 40, Observation.PARTIAL, 2, Observation.SILENT, 1),
                List.of(new FleetView.Kernel("6.1.0-56-amd64", 42), new FleetView.Kernel(null, 1)),
                List.of(
                        new FleetView.Loaded("livepatch_107", "lp-107", LoadState.PATCHED, 4),
                        new FleetView.Loaded("kpatch_old", null, LoadState.PATCHED, 1)));
    }

    static Annotation annotation() {
        return new Annotation(
                NOW.toEpochMilli(),
                NOW.plusSeconds(60).toEpochMilli(),
                "lp-2026-11: wave canary",
                List.of("patchrisk", "wave"),
                "5 hosts");
    }

    static ReadinessRow readiness() {
        return new ReadinessRow(
                HOST,
                new Check(ReadinessRow.State.OK, NOW, "40 signals every 15 s."),
                new Check(ReadinessRow.State.MISSING, null, "Nothing came by netconsole; see host set-up."),
                new Check(ReadinessRow.State.STALE, NOW.minusSeconds(500), "Last seen 500 s ago."),
                new Check(ReadinessRow.State.AMBIGUOUS, NOW, "10.0.0.1 is claimed by two hosts."));
    }

    static ModelView model() {
        return new ModelView(
                MODEL,
                List.of("crash_excess", "shift_max"),
                List.of(new ModelView.Bin(0.05, 0.02, 40), new ModelView.Bin(0.93, 0.96, 22)),
                List.of(new ModelView.Drift(ROLLOUT, CANARY, 0.1, List.of("shift_max"))),
                Map.of("trained_on", "lab captures"));
    }

    static OutcomeStanding standing() {
        return new OutcomeStanding(
                Label.HARMFUL,
                "cause_named",
                "0123456789abcdef",
                "cron (tool) said no_harm; what kim said counts",
                true,
                2);
    }

    static OutcomeView outcome() {
        return new OutcomeView(
                "0123456789abcdef",
                new OutcomeReport(
                        Happening.HARM,
                        Cause.PATCH,
                        "retransmits doubled",
                        null,
                        Teller.PERSON,
                        "kim",
                        NOW,
                        3_600,
                        "ticket 7"),
                NOW,
                Label.HARMFUL,
                Rule.CAUSE_NAMED.word(),
                Rule.CAUSE_NAMED.meaning(),
                new OutcomeShown(
                        Decision.PROCEED,
                        0.004,
                        List.of("nothing_found"),
                        NOW.minusSeconds(20),
                        new Weighed(
                                NOW.minusSeconds(900),
                                Decision.PROCEED,
                                Feature.VERSION,
                                Map.of("silent", 0.25),
                                "logistic-1",
                                4,
                                12),
                        true,
                        false,
                        false,
                        false,
                        7_200));
    }

    static OutcomeRow row() {
        Map<Feature, Double> values = new EnumMap<>(Feature.class);
        for (Feature feature : Feature.values()) {
            values.put(feature, 0.25);
        }
        return new OutcomeRow(
                "0123456789abcdef",
                "lp-107",
                Rule.CAUSE_NAMED,
                NOW,
                "proceed",
                NOW.minusSeconds(900),
                4,
                12,
                new FeatureVector(values));
    }

    static CandidateView candidate() {
        return new CandidateView(
                "c0ffee",
                "kim",
                "a month of outcomes",
                NOW.minusSeconds(60),
                NOW,
                new CandidateEnd(
                        CandidateState.WRITTEN,
                        "Brier 0.0400 against 0.0410",
                        12,
                        new Comparison(120, 14, 9, 0.041, 0.04, -0.001, -0.004, 0.002, 0.005),
                        "0123456789ab",
                        "/var/lib/patchrisk/candidates/c0ffee"));
    }
}
