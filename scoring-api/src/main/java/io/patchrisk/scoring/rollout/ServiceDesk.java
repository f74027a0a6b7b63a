// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.rollout;

import io.patchrisk.collector.crash.CrashEvidence;
import io.patchrisk.collector.crash.CrashLog;
import io.patchrisk.model.fact.HostId;
import io.patchrisk.scoring.desk.Assessment;
import io.patchrisk.scoring.desk.CandidateDesk;
import io.patchrisk.scoring.desk.CrashReceipt;
import io.patchrisk.scoring.desk.DecisionChange;
import io.patchrisk.scoring.desk.Declared;
import io.patchrisk.scoring.desk.Desk;
import io.patchrisk.scoring.desk.HostView;
import io.patchrisk.scoring.desk.KernelLogFormat;
import io.patchrisk.scoring.desk.KernelLogReceipt;
import io.patchrisk.scoring.desk.LivepatchReport;
import io.patchrisk.scoring.desk.ModelView;
import io.patchrisk.scoring.desk.Observation;
import io.patchrisk.scoring.desk.OperatorAction;
import io.patchrisk.scoring.desk.OutcomeDesk;
import io.patchrisk.scoring.desk.PatchDeclaration;
import io.patchrisk.scoring.desk.PatchView;
import io.patchrisk.scoring.desk.PatchedReport;
import io.patchrisk.scoring.desk.ReadinessRow;
import io.patchrisk.scoring.desk.Receipt;
import io.patchrisk.scoring.desk.RolloutDeclaration;
import io.patchrisk.scoring.desk.RolloutId;
import io.patchrisk.scoring.desk.RolloutSummary;
import io.patchrisk.scoring.desk.RolloutView;
import io.patchrisk.scoring.desk.ViewDesk;
import io.patchrisk.scoring.desk.WaveName;
import io.patchrisk.scoring.fleet.Fleet;
import io.patchrisk.scoring.fleet.Fleet.KnownPatch;
import io.patchrisk.scoring.fleet.RolloutState;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The desk of the running service: questions are answered from the fleet, and what is told becomes facts. */
public final class ServiceDesk implements Desk {

    private final Ledger ledger;
    private final Fleet fleet;
    private final Follower follower;
    private final Risks risks;
    private final RolloutViews views;
    private final Preflight preflight;
    private final Clerk clerk;
    private final CrashClerk crashes;
    private final ViewDesk people;
    private final OutcomeDesk outcomes;
    private final CandidateDesk candidates;
    private final InstantSource clock;
    private final PushTally pushes = new PushTally();

    /**
     * @param candidates has models trained
     * @param interval between two looks
     * @param watch how long a finished rollout is still watched
     * @param firstWaveMax hosts that may be patched before anything was seen
     */
    public ServiceDesk(
            Ledger ledger,
            Fleet fleet,
            Follower follower,
            Intake intake,
            CandidateDesk candidates,
            Duration interval,
            Duration watch,
            int firstWaveMax,
            InstantSource clock) {
        this.ledger = ledger;
        this.fleet = fleet;
        this.follower = follower;
        this.preflight = new Preflight(fleet, follower.policy(), firstWaveMax);
        Gate gate = new Gate(fleet, follower, preflight, firstWaveMax);
        Answers answers = new Answers(follower, interval);
        this.views = new RolloutViews(fleet, follower, gate, answers, preflight, watch);
        this.clerk = new Clerk(ledger, fleet, intake, clock);
        this.risks = new Risks(fleet, follower, gate, answers, clerk);
        this.crashes = new CrashClerk(ledger, fleet, clock);
        this.people = new ServiceViews(ledger, fleet, follower, views, clerk, risks, follower.changes(), clock);
        this.outcomes = new OutcomeClerk(ledger, fleet, follower, clerk, risks, clock);
        this.candidates = candidates;
        this.clock = clock;
    }

    @Override
    public Future<Declared<PatchView>> declarePatch(PatchDeclaration patch) {
        return clerk.declare(patch).compose(created -> patch(patch.id()).map(view -> new Declared<>(view, created)));
    }

    @Override
    public Future<List<PatchView>> patches() {
        return ask(() -> fleet.patches().stream().map(this::patchView).toList());
    }

    @Override
    public Future<PatchView> patch(String id) {
        return ask(() -> {
            KnownPatch known = fleet.patch(id);
            if (known == null) {
                throw clerk.unknown("patch", id);
            }
            return patchView(known);
        });
    }

    private PatchView patchView(KnownPatch known) {
        List<RolloutId> rollouts = fleet.rollouts().stream()
                .filter(rollout ->
                        rollout.declaration().patch().equals(known.declaration().id()))
                .map(RolloutState::id)
                .toList();
        return new PatchView(known.declaration(), known.origin(), known.firstSeenAt(), rollouts);
    }

    @Override
    public Future<Declared<RolloutView>> openRollout(RolloutDeclaration rollout) {
        return clerk.open(rollout)
                .compose(created -> follower.look()
                        .compose(done -> rollout(rollout.id()))
                        .map(view -> new Declared<>(view, created)));
    }

    @Override
    public Future<List<RolloutSummary>> rollouts() {
        return ask(() -> {
            List<RolloutSummary> summaries = new ArrayList<>();
            fleet.rollouts()
                    .forEach(rollout ->
                            summaries.add(views.view(rollout, clock.instant()).summary()));
            Collections.reverse(summaries);
            return summaries;
        });
    }

    /** All rollouts with what is published of them, the oldest first. */
    public Future<List<Standing>> standings() {
        return ask(() -> new Standings(fleet, follower, views).all(clock.instant()));
    }

    /** Hosts of the fleet by how well they are seen. */
    public Future<Map<Observation, Integer>> observed() {
        return ask(() -> FleetCount.observed(fleet, views, clock.instant()));
    }

    @Override
    public Future<RolloutView> rollout(RolloutId rollout) {
        return onRollout(rollout, state -> views.view(state, clock.instant()));
    }

    @Override
    public Future<Receipt> reportPatched(RolloutId rollout, PatchedReport report, @Nullable String idempotencyKey) {
        return pushes.counted(clerk.patched(rollout, report, idempotencyKey));
    }

    @Override
    public Future<RolloutView> act(RolloutId rollout, OperatorAction action, @Nullable String idempotencyKey) {
        return clerk.act(rollout, action, idempotencyKey)
                .compose(done -> follower.look())
                .compose(done -> rollout(rollout));
    }

    @Override
    public Future<Assessment> rolloutRisk(RolloutId rollout) {
        return onRollout(rollout, state -> risks.of(state, clock.instant()));
    }

    @Override
    public Future<Assessment> waveRisk(RolloutId rollout, WaveName wave) {
        return onRollout(rollout, state -> risks.ofWave(state, wave, clock.instant()));
    }

    @Override
    public Future<Assessment> hostRisk(HostId host) {
        return ask(() -> risks.ofHost(clerk.need(host).host(), clock.instant())).compose(answer -> answer);
    }

    @Override
    public Future<Assessment> gate(RolloutId rollout, @Nullable WaveName wave) {
        return ask(() -> risks.gate(rollout, wave, clock.instant()));
    }

    @Override
    public Future<HostView> host(HostId host) {
        return ask(() -> views.host(clerk.need(host), clock.instant()));
    }

    @Override
    public Future<List<ReadinessRow>> readiness() {
        return ask(() -> fleet.hosts().stream()
                .map(host -> preflight.readiness(host, clock.instant()))
                .toList());
    }

    @Override
    public Future<KernelLogReceipt> kernelLog(
            HostId host, KernelLogFormat format, Buffer log, @Nullable String idempotencyKey) {
        return pushes.counted(clerk.kernelLog(host, format, log, idempotencyKey));
    }

    @Override
    public Future<CrashReceipt> crash(
            HostId host, CrashEvidence evidence, @Nullable CrashLog log, @Nullable String idempotencyKey) {
        return pushes.counted(ledger.onContext(() -> crashes.told(clerk.need(host), evidence, log, idempotencyKey)));
    }

    @Override
    public Future<Receipt> livepatch(HostId host, LivepatchReport report, @Nullable String idempotencyKey) {
        return pushes.counted(clerk.livepatch(host, report, idempotencyKey));
    }

    /** What became of pushed facts. */
    public PushTally pushes() {
        return pushes;
    }

    @Override
    public Future<List<DecisionChange>> decisions(RolloutId rollout) {
        return onRollout(rollout, state -> {
            List<DecisionChange> newestFirst = new ArrayList<>(state.changes());
            Collections.reverse(newestFirst);
            return newestFirst;
        });
    }

    @Override
    public Future<ModelView> model() {
        return ask(() -> ModelInUse.of(follower));
    }

    @Override
    public ViewDesk views() {
        return people;
    }

    @Override
    public OutcomeDesk outcomes() {
        return outcomes;
    }

    @Override
    public CandidateDesk candidates() {
        return candidates;
    }

    private <T> Future<T> onRollout(RolloutId id, Function<RolloutState, T> answer) {
        return ask(() -> answer.apply(clerk.need(id)));
    }

    private <T> Future<T> ask(Supplier<T> question) {
        return ledger.ask(known -> question.get());
    }
}
