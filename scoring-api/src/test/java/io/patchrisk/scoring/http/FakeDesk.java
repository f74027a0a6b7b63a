// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.http;

import io.patchrisk.collector.crash.CrashEvidence;
import io.patchrisk.collector.crash.CrashLog;
import io.patchrisk.model.fact.HostId;
import io.patchrisk.model.outcome.OutcomeImport;
import io.patchrisk.model.outcome.OutcomeRow;
import io.patchrisk.model.policy.Decision;
import io.patchrisk.scoring.desk.Annotation;
import io.patchrisk.scoring.desk.Assessment;
import io.patchrisk.scoring.desk.CandidateDesk;
import io.patchrisk.scoring.desk.CandidateRequest;
import io.patchrisk.scoring.desk.CandidateView;
import io.patchrisk.scoring.desk.Change;
import io.patchrisk.scoring.desk.CrashReceipt;
import io.patchrisk.scoring.desk.DecisionChange;
import io.patchrisk.scoring.desk.Declared;
import io.patchrisk.scoring.desk.Desk;
import io.patchrisk.scoring.desk.EventGroup;
import io.patchrisk.scoring.desk.FleetView;
import io.patchrisk.scoring.desk.HostQuery;
import io.patchrisk.scoring.desk.HostView;
import io.patchrisk.scoring.desk.ImportReceipt;
import io.patchrisk.scoring.desk.KernelLogFormat;
import io.patchrisk.scoring.desk.KernelLogReceipt;
import io.patchrisk.scoring.desk.LivepatchReport;
import io.patchrisk.scoring.desk.LooksView;
import io.patchrisk.scoring.desk.MemberQuery;
import io.patchrisk.scoring.desk.Mode;
import io.patchrisk.scoring.desk.ModelView;
import io.patchrisk.scoring.desk.MovedSignal;
import io.patchrisk.scoring.desk.OperatorAction;
import io.patchrisk.scoring.desk.OutcomeDesk;
import io.patchrisk.scoring.desk.OutcomeReport;
import io.patchrisk.scoring.desk.OutcomeView;
import io.patchrisk.scoring.desk.OutcomesView;
import io.patchrisk.scoring.desk.Page;
import io.patchrisk.scoring.desk.PatchDeclaration;
import io.patchrisk.scoring.desk.PatchView;
import io.patchrisk.scoring.desk.PatchedReport;
import io.patchrisk.scoring.desk.PlacedMember;
import io.patchrisk.scoring.desk.Problem;
import io.patchrisk.scoring.desk.ProblemException;
import io.patchrisk.scoring.desk.ReadinessRow;
import io.patchrisk.scoring.desk.Receipt;
import io.patchrisk.scoring.desk.RolloutDeclaration;
import io.patchrisk.scoring.desk.RolloutId;
import io.patchrisk.scoring.desk.RolloutSummary;
import io.patchrisk.scoring.desk.RolloutView;
import io.patchrisk.scoring.desk.Slice;
import io.patchrisk.scoring.desk.ViewDesk;
import io.patchrisk.scoring.desk.WaveName;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A desk that knows one patch, one rollout and one host, remembers what it was told and fails on demand. */
final class FakeDesk implements Desk, ViewDesk, OutcomeDesk, CandidateDesk {

    /** What it was told, in order. */
    final List<Object> told = new ArrayList<>();

    /** Formats of kernel log that it was given, in order. */
    final List<KernelLogFormat> formats = new ArrayList<>();

    /** What it was asked for, in order. */
    final List<Object> asked = new ArrayList<>();

    /** Who wants word of changes. */
    final List<Consumer<Change>> listeners = new CopyOnWriteArrayList<>();

    /** Idempotency keys it was given, and what with. */
    final Map<String, Object> keys = new HashMap<>();

    Assessment gate = Examples.assessment(Decision.PROCEED, Mode.ENFORCING);
    Throwable failure;
    boolean throwsAtOnce;
    Promise<Void> held;
    boolean created = true;

    private <T> Future<T> answer(T value) {
        if (throwsAtOnce) {
            throw new IllegalStateException("secret detail of the engine");
        }
        if (failure != null) {
            return Future.failedFuture(failure);
        }
        return held == null ? Future.succeededFuture(value) : held.future().map(value);
    }

    private <T> Future<T> known(String kind, Object asked, Object known, T value) {
        return asked.equals(known)
                ? answer(value)
                : Future.failedFuture(new ProblemException(Problem.unknown(kind, asked.toString(), known.toString())));
    }

    private <T> Future<T> take(Object content, String key, T value) {
        if (key != null && keys.containsKey(key) && !keys.get(key).equals(content)) {
            return Future.failedFuture(new ProblemException(
                    Problem.conflict("Idempotency-Key " + Problem.quote(key) + " was used with other content.")));
        }
        told.add(content);
        if (key != null) {
            keys.put(key, content);
        }
        return answer(value);
    }

    @Override
    public Future<Declared<PatchView>> declarePatch(PatchDeclaration patch) {
        if (patch.id().equals("taken")) {
            return Future.failedFuture(new ProblemException(Problem.conflict("Patch \"taken\" has other functions.")));
        }
        return take(patch, null, new Declared<>(Examples.patch(), created));
    }

    @Override
    public Future<List<PatchView>> patches() {
        return answer(List.of(Examples.patch()));
    }

    @Override
    public Future<PatchView> patch(String id) {
        return known("patch", id, "lp-107", Examples.patch());
    }

    @Override
    public Future<Declared<RolloutView>> openRollout(RolloutDeclaration rollout) {
        if (rollout.id().value().equals("taken")) {
            return Future.failedFuture(new ProblemException(Problem.conflict("Rollout \"taken\" has other waves.")));
        }
        return take(rollout, null, new Declared<>(Examples.rollout(rollout.id(), Decision.HOLD), created));
    }

    @Override
    public Future<List<RolloutSummary>> rollouts() {
        return answer(List.of(
                Examples.summary(Examples.ROLLOUT, Decision.STOP),
                Examples.summary(new RolloutId("lp-2026-10"), Decision.PROCEED),
                Examples.summary(new RolloutId("lp-2026-09"), Decision.HOLD),
                Examples.summary(new RolloutId("lp-2026-08"), Decision.UNKNOWN)));
    }

    @Override
    public Future<RolloutView> rollout(RolloutId rollout) {
        return known("rollout", rollout, Examples.ROLLOUT, Examples.rollout(rollout, Decision.STOP));
    }

    @Override
    public Future<Receipt> reportPatched(RolloutId rollout, PatchedReport report, String key) {
        return known("rollout", rollout, Examples.ROLLOUT, 0)
                .compose(ok -> take(report, key, new Receipt(true, false, Examples.NOW)));
    }

    @Override
    public Future<RolloutView> act(RolloutId rollout, OperatorAction action, String key) {
        return known("rollout", rollout, Examples.ROLLOUT, 0)
                .compose(ok -> take(action, key, Examples.rollout(rollout, Decision.STOP)));
    }

    @Override
    public Future<Assessment> rolloutRisk(RolloutId rollout) {
        return known("rollout", rollout, Examples.ROLLOUT, gate);
    }

    @Override
    public Future<Assessment> waveRisk(RolloutId rollout, WaveName wave) {
        return known("wave", wave, Examples.CANARY, gate);
    }

    @Override
    public Future<Assessment> hostRisk(HostId host) {
        return known("host", host, Examples.HOST, gate);
    }

    @Override
    public Future<Assessment> gate(RolloutId rollout, WaveName wave) {
        return answer(
                rollout.equals(Examples.ROLLOUT)
                        ? gate
                        : Assessment.unknownRollout(rollout, wave, Examples.ROLLOUT.value(), 0.01, Examples.NOW));
    }

    @Override
    public Future<HostView> host(HostId host) {
        return known("host", host, Examples.HOST, Examples.host());
    }

    @Override
    public Future<List<ReadinessRow>> readiness() {
        return answer(List.of(Examples.readiness()));
    }

    @Override
    public Future<KernelLogReceipt> kernelLog(HostId host, KernelLogFormat format, Buffer log, String key) {
        formats.add(format);
        return known("host", host, Examples.HOST, 0)
                .compose(ok -> take(log, key, new KernelLogReceipt(true, false, 2, 1, Map.of("dictionary", 3L))));
    }

    @Override
    public Future<CrashReceipt> crash(HostId host, CrashEvidence evidence, CrashLog log, String key) {
        return known("host", host, Examples.HOST, 0)
                .compose(ok -> take(
                        Arrays.asList(evidence, log),
                        key,
                        new CrashReceipt(true, false, Examples.NOW, evidence.complete(), 1, 1)));
    }

    @Override
    public Future<Receipt> livepatch(HostId host, LivepatchReport report, String key) {
        return known("host", host, Examples.HOST, 0)
                .compose(ok -> take(report, key, new Receipt(true, false, Examples.NOW)));
    }

    @Override
    public Future<List<DecisionChange>> decisions(RolloutId rollout) {
        return known("rollout", rollout, Examples.ROLLOUT, List.of(Examples.decision()));
    }

    @Override
    public ViewDesk views() {
        return this;
    }

    @Override
    public Future<Page<PlacedMember>> members(RolloutId rollout, MemberQuery query) {
        asked.add(query);
        return known("rollout", rollout, Examples.ROLLOUT, new Page<>(List.of(Examples.placed()), 1, null));
    }

    @Override
    public Future<LooksView> looks(RolloutId rollout, WaveName wave) {
        return known("rollout", rollout, Examples.ROLLOUT, Examples.looks());
    }

    @Override
    public Future<List<MovedSignal>> signals(RolloutId rollout, WaveName wave) {
        return known("rollout", rollout, Examples.ROLLOUT, signals());
    }

    private static List<MovedSignal> signals() {
        return List.of(
                Examples.signal("tcp_retransmit_ratio", 6.2),
                Examples.signal("app_latency_p99", 3.1),
                Examples.signal("runqueue_wait", 2.4));
    }

    @Override
    public Future<Page<EventGroup>> events(RolloutId rollout, String contains, Slice slice) {
        asked.add(slice);
        return known("rollout", rollout, Examples.ROLLOUT, new Page<>(List.of(Examples.event()), 1, null));
    }

    @Override
    public Future<List<MovedSignal>> hostSignals(HostId host) {
        return known("host", host, Examples.HOST, signals());
    }

    @Override
    public Future<List<EventGroup>> hostEvents(HostId host) {
        return known("host", host, Examples.HOST, List.of(Examples.event()));
    }

    @Override
    public Future<Page<HostView>> hosts(HostQuery query) {
        asked.add(query);
        return answer(new Page<>(List.of(Examples.host()), 1, null));
    }

    @Override
    public Future<FleetView> fleet() {
        return answer(Examples.fleet());
    }

    @Override
    public Future<List<Annotation>> annotations(Instant from, Instant to, RolloutId rollout) {
        return rollout == null
                ? answer(List.of(Examples.annotation()))
                : known("rollout", rollout, Examples.ROLLOUT, List.of(Examples.annotation()));
    }

    @Override
    public Runnable listen(RolloutId rollout, Consumer<Change> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    @Override
    public Future<ModelView> model() {
        return answer(Examples.model());
    }

    @Override
    public Future<Declared<OutcomeView>> tell(RolloutId rollout, OutcomeReport outcome, String key) {
        return known("rollout", rollout, Examples.ROLLOUT, 0)
                .compose(ok -> take(outcome, key, new Declared<>(Examples.outcome(), created)));
    }

    @Override
    public Future<OutcomesView> told(RolloutId rollout) {
        return known(
                "rollout",
                rollout,
                Examples.ROLLOUT,
                new OutcomesView(Examples.standing(), List.of(Examples.outcome())));
    }

    @Override
    public Future<List<OutcomeRow>> rows() {
        return answer(List.of(Examples.row()));
    }

    @Override
    public Future<ImportReceipt> take(OutcomeImport.Result read, String by) {
        return take(read, null, new ImportReceipt(read.lines().size(), 0, read.counts(), read.rejections()));
    }

    @Override
    public Future<Declared<CandidateView>> train(CandidateRequest request, String key) {
        return take(request, key, new Declared<>(Examples.candidate(), created));
    }

    @Override
    public Future<List<CandidateView>> all() {
        return answer(List.of(Examples.candidate()));
    }

    @Override
    public Future<CandidateView> find(String id) {
        return known("candidate", id, "c0ffee", Examples.candidate());
    }

    @Override
    public Future<CandidateView> cancel(String id, CandidateRequest request) {
        return known("candidate", id, "c0ffee", Examples.candidate());
    }

    @Override
    public OutcomeDesk outcomes() {
        return this;
    }

    @Override
    public CandidateDesk candidates() {
        return this;
    }
}
