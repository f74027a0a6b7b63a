// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.rollout;

import io.patchrisk.model.assess.Assessment;
import io.patchrisk.model.assess.Assessor;
import io.patchrisk.model.assess.Cohort;
import io.patchrisk.model.fact.HostId;
import io.patchrisk.model.fact.Seconds;
import io.patchrisk.model.policy.Policy;
import io.patchrisk.model.risk.Risk;
import io.patchrisk.model.risk.RiskModel;
import io.patchrisk.scoring.desk.Change;
import io.patchrisk.scoring.desk.DecisionChange;
import io.patchrisk.scoring.desk.RolloutId;
import io.patchrisk.scoring.desk.WavePlan;
import io.patchrisk.scoring.desk.Weighed;
import io.patchrisk.scoring.fleet.FactCodec;
import io.patchrisk.scoring.fleet.Fleet;
import io.patchrisk.scoring.fleet.FleetFact;
import io.patchrisk.scoring.fleet.RolloutState;
import io.patchrisk.scoring.store.NewFact;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at every rollout and each of its waves at even intervals, and stores each decision that became another one.
 *
 * <p>Everything but the assessing itself runs on the fleet's context.
 */
public final class Follower {

    private static final Logger LOG = LoggerFactory.getLogger(Follower.class);
    private static final Set<Change.What> LOOKED = EnumSet.allOf(Change.What.class);
    private static final Duration MOST_ASSESSING = Duration.ofMinutes(1);

    private final Ledger ledger;
    private final Fleet fleet;
    private final Cohorts cohorts;
    private final Noticed noticed;
    private final CrashNames crashes;
    private final Policy policy;
    private final @Nullable RiskModel model;
    private final Duration apart;
    private final InstantSource clock;
    private final WorkerExecutor workers;
    private final Map<Scope, Followed> followed = new HashMap<>();
    private final EventTally events = new EventTally();
    private final Changes changes = new Changes();
    private final Map<RolloutId, RolloutTally> tallies = new HashMap<>();
    private final Watches watches;
    private @Nullable Instant lastRound;
    private Future<Void> round = Future.succeededFuture();

    /** @param interval between two looks, as planned */
    public Follower(
            Vertx vertx,
            Ledger ledger,
            Fleet fleet,
            Policy policy,
            @Nullable RiskModel model,
            Duration interval,
            InstantSource clock) {
        this.ledger = ledger;
        this.fleet = fleet;
        this.cohorts = new Cohorts(fleet, policy);
        this.noticed = new Noticed(fleet);
        this.crashes = new CrashNames(fleet);
        this.policy = policy;
        this.model = model;
        this.apart = interval.dividedBy(2);
        this.clock = clock;
        this.watches = new Watches(interval, policy.minimumCoverage());
        this.workers = vertx.createSharedWorkerExecutor(
                "patchrisk-assessing", 2, MOST_ASSESSING.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** One round over all rollouts; one that is still under way is waited for instead. */
    public Future<Void> look() {
        return ledger.onContext(() -> {
            if (round.isComplete()) {
                round = begin();
            }
            return round;
        });
    }

    private Future<Void> begin() {
        Instant now = clock.instant();
        fleet.settleLogs(now);
        return append(noticed.facts(now))
                .compose(opened ->
                        Future.join(scopes().stream().map(this::look).toList()).<Void>mapEmpty())
                .onSuccess(done -> lastRound = now)
                .onFailure(e -> LOG.error("a round of looks failed", e));
    }

    private Future<Void> append(List<NewFact> facts) {
        return facts.isEmpty() ? Future.succeededFuture() : ledger.append(facts).mapEmpty();
    }

    private record Look(
            Scope scope, RolloutState rollout, @Nullable WavePlan wave) {}

    private List<Look> scopes() {
        List<Look> looks = new ArrayList<>();
        for (RolloutState rollout : fleet.rollouts()) {
            looks.add(new Look(new Scope(rollout.id(), null), rollout, null));
            for (WavePlan wave : rollout.declaration().waves()) {
                looks.add(new Look(new Scope(rollout.id(), wave.name()), rollout, wave));
            }
        }
        return looks;
    }

    private Future<Void> look(Look look) {
        Instant now = clock.instant();
        Followed scope = followed.computeIfAbsent(
                look.scope(),
                key -> new Followed(
                        Assessor.following(policy(look.rollout()), model), look.rollout(), key.wave(), apart, now));
        Cohort cohort = cohorts.of(look.rollout(), look.wave(), now);
        double seconds = Seconds.of(now);
        return workers.executeBlocking(() -> scope.assessor().assess(cohort, seconds), false)
                .compose(assessment -> ledger.onContext(() -> taken(look, scope, assessment, now)));
    }

    private Policy policy(RolloutState rollout) {
        Double prior = rollout.declaration().priorHarm();
        return prior == null ? policy : policy.withPrior(prior);
    }

    private Future<Void> taken(Look look, Followed scope, Assessment assessment, Instant now) {
        events.count(assessment.evidence().incidents());
        List<NewFact> facts = new ArrayList<>();
        if (look.wave() == null) {
            tally(look.rollout().id()).count(assessment.evidence());
            FleetFact.RolloutWatched hour = watches.look(look.rollout(), assessment.evidence(), now);
            if (hour != null) {
                String key = hour.rollout() + "/" + hour.since() + "/" + hour.seconds();
                facts.add(FactCodec.encode(key, hour));
            }
        }
        if (scope.take(assessment, look.rollout(), now)) {
            facts.add(decision(look, scope, assessment, now));
        }
        changes.tell(new Change(look.rollout().id(), LOOKED, now));
        return append(facts);
    }

    private NewFact decision(Look look, Followed scope, Assessment assessment, Instant now) {
        Risk risk = assessment.evidence().risk();
        DecisionChange change = new DecisionChange(
                now,
                look.scope().wave(),
                scope.course().verdict().decision(),
                risk == null ? null : risk.probability(),
                scope.reasons().stream()
                        .map(reason -> Views.reason(reason, crashes))
                        .toList(),
                null,
                null);
        LOG.info(
                "rollout {}{}: {} ({})",
                look.rollout().id(),
                look.scope().wave() == null ? "" : " wave " + look.scope().wave(),
                change.decision(),
                scope.reasons().get(0).text());
        String key = look.rollout().id() + "/" + look.scope().wave() + "/" + now;
        Weighed weighed = Views.weighed(assessment.evidence(), change.decision(), model, now);
        return FactCodec.encode(key, new FleetFact.DecisionTaken(look.rollout().id(), change, weighed));
    }

    /** One host of a rollout as a cohort of one, now. */
    Future<Assessment> assessHost(RolloutState rollout, HostId host) {
        return ledger.onContext(() -> {
            Instant now = clock.instant();
            Cohort cohort = cohorts.of(rollout, host, now);
            return workers.executeBlocking(
                    () -> new Assessor(policy(rollout), model).assess(cohort, Seconds.of(now)), false);
        });
    }

    /** What is known of a scope; null before its first look. */
    @Nullable
    Followed find(Scope scope) {
        return followed.get(scope);
    }

    /** Kernel reports of a rollout so far. */
    RolloutTally tally(RolloutId rollout) {
        return tallies.computeIfAbsent(rollout, key -> new RolloutTally());
    }

    /** Everything that is followed. */
    void each(BiConsumer<Scope, Followed> visitor) {
        followed.forEach(visitor);
    }

    /** Word of what changed. */
    Changes changes() {
        return changes;
    }

    CrashNames crashes() {
        return crashes;
    }

    Cohorts cohorts() {
        return cohorts;
    }

    @Nullable
    RiskModel model() {
        return model;
    }

    Policy policy() {
        return policy;
    }

    /** Kernel reports on patched hosts. */
    public EventTally events() {
        return events;
    }

    /** When the last whole round began; null before the first. */
    public @Nullable Instant lastRound() {
        return lastRound;
    }

    /** Waits for the round under way. */
    public Future<Void> settle() {
        return ledger.onContext(() -> round.otherwiseEmpty());
    }
}
