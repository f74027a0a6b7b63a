// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.rollout;

import io.patchrisk.collector.channel.ReadLog;
import io.patchrisk.collector.log.KernelLogReader;
import io.patchrisk.collector.log.LogLine;
import io.patchrisk.model.fact.HostId;
import io.patchrisk.model.fact.KernelEvent;
import io.patchrisk.model.fact.LogFact;
import io.patchrisk.model.fact.NearestName;
import io.patchrisk.scoring.desk.KernelLogFormat;
import io.patchrisk.scoring.desk.KernelLogReceipt;
import io.patchrisk.scoring.desk.LivepatchReport;
import io.patchrisk.scoring.desk.OperatorAction;
import io.patchrisk.scoring.desk.Origin;
import io.patchrisk.scoring.desk.PatchDeclaration;
import io.patchrisk.scoring.desk.PatchedReport;
import io.patchrisk.scoring.desk.Problem;
import io.patchrisk.scoring.desk.ProblemException;
import io.patchrisk.scoring.desk.Receipt;
import io.patchrisk.scoring.desk.RolloutDeclaration;
import io.patchrisk.scoring.desk.RolloutId;
import io.patchrisk.scoring.desk.WavePlan;
import io.patchrisk.scoring.fleet.FactCodec;
import io.patchrisk.scoring.fleet.Fleet;
import io.patchrisk.scoring.fleet.Fleet.KnownPatch;
import io.patchrisk.scoring.fleet.FleetFact;
import io.patchrisk.scoring.fleet.HostState;
import io.patchrisk.scoring.fleet.RolloutState;
import io.patchrisk.scoring.store.Appended;
import io.patchrisk.scoring.store.NewFact;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Takes what tools, agents and people tell, and stores it as facts; what cannot be taken becomes a problem. */
final class Clerk {

    /** Clocks of rollout tools may be ahead of ours by this much. */
    private static final Duration AHEAD = Duration.ofSeconds(60);

    private static final int RETRY_SECONDS = 5;

    private final Ledger ledger;
    private final Fleet fleet;
    private final Intake intake;
    private final InstantSource clock;
    private final PushedLogs pushed = new PushedLogs();

    Clerk(Ledger ledger, Fleet fleet, Intake intake, InstantSource clock) {
        this.ledger = ledger;
        this.fleet = fleet;
        this.intake = intake;
        this.clock = clock;
    }

    /** True when the patch is new, false when exactly this was declared before. */
    Future<Boolean> declare(PatchDeclaration patch) {
        return ledger.onContext(() -> {
            KnownPatch known = fleet.patch(patch.id());
            if (known != null) {
                return same(known.declaration().equals(patch), "patch", patch.id());
            }
            return store(FactCodec.encode(
                            patch.id(), new FleetFact.PatchKnown(patch, Origin.DECLARED, clock.instant())))
                    .map(true);
        });
    }

    /** True when the rollout is new, false when exactly this was declared before. */
    Future<Boolean> open(RolloutDeclaration rollout) {
        return ledger.onContext(() -> {
            RolloutDeclaration plan = resolved(rollout);
            RolloutState known = fleet.rollout(plan.id());
            if (known != null) {
                return same(
                        known.declaration().equals(plan), "rollout", plan.id().value());
            }
            if (fleet.patch(plan.patch()) == null) {
                throw unknown("patch", plan.patch());
            }
            return store(FactCodec.encode(
                            plan.id().value(), new FleetFact.RolloutOpened(plan, Origin.DECLARED, clock.instant())))
                    .map(true);
        });
    }

    /** The same plan with every host under its one id; throws when that puts one host into it twice. */
    private RolloutDeclaration resolved(RolloutDeclaration rollout) {
        List<WavePlan> waves = new ArrayList<>();
        Set<HostId> planned = new HashSet<>();
        for (WavePlan wave : rollout.waves()) {
            List<HostId> hosts = wave.hosts().stream().map(this::resolved).toList();
            for (HostId host : hosts) {
                if (!planned.add(host)) {
                    throw new ProblemException(Problem.unacceptable(
                            "host_twice",
                            "Host " + Problem.quote(host.value())
                                    + " is planned twice, under one name or two; keep one."));
                }
            }
            waves.add(new WavePlan(wave.name(), hosts));
        }
        return new RolloutDeclaration(rollout.id(), rollout.patch(), rollout.mode(), waves, rollout.priorHarm());
    }

    private HostId resolved(HostId name) {
        HostId host = fleet.resolve(name.value());
        return host == null ? name : host;
    }

    private static Future<Boolean> same(boolean same, String what, String id) {
        return same
                ? Future.succeededFuture(false)
                : Future.failedFuture(new ProblemException(Problem.conflict("The " + what + " " + Problem.quote(id)
                        + " was declared before with other content; give the new one another id.")));
    }

    Future<Receipt> patched(RolloutId rollout, PatchedReport report, @Nullable String idempotencyKey) {
        return ledger.onContext(() -> {
            need(rollout);
            HostId host = need(report.host()).host();
            Instant now = clock.instant();
            needPast(report.at(), now, "the time at which the host was patched");
            String key = rollout + "/" + host + "/" + (idempotencyKey == null ? report.at() : idempotencyKey);
            return receipt(List.of(FactCodec.encode(key, new FleetFact.HostPatched(rollout, host, report.at()))), now);
        });
    }

    static void needPast(Instant at, Instant now, String what) {
        if (at.isAfter(now.plus(AHEAD))) {
            throw new ProblemException(Problem.unacceptable(
                    "time_in_future",
                    "\"at\" is " + at + ", more than 60 s after " + now + "; give " + what
                            + ", and check both clocks."));
        }
    }

    Future<Void> act(RolloutId rollout, OperatorAction action, @Nullable String idempotencyKey) {
        return ledger.onContext(() -> {
            need(rollout);
            String key = rollout + "/" + (idempotencyKey == null ? UUID.randomUUID() : idempotencyKey);
            NewFact fact = FactCodec.encode(key, new FleetFact.OperatorActed(rollout, action, clock.instant()));
            return ledger.append(List.of(fact))
                    .compose(outcome -> repeated(action, outcome))
                    .mapEmpty();
        });
    }

    /** An action is stamped by us, so one that is sent again under its key differs in its time only. */
    private Future<Appended.Stored> repeated(OperatorAction action, Appended outcome) {
        if (!(outcome instanceof Appended.Conflict conflict)) {
            return stored(Future.succeededFuture(outcome));
        }
        return ledger.at(conflict.seq())
                .compose(known -> known instanceof FleetFact.OperatorActed acted
                                && acted.action().equals(action)
                        ? Future.succeededFuture(new Appended.Stored(List.of(conflict.seq()), 0))
                        : stored(Future.succeededFuture(outcome)));
    }

    Future<KernelLogReceipt> kernelLog(
            HostId name, KernelLogFormat format, Buffer log, @Nullable String idempotencyKey) {
        return ledger.onContext(() -> {
            HostState state = need(name);
            Instant now = clock.instant();
            ReadLog read = pushed.read(state, format, log.getBytes(), now);
            List<LogLine> lines = read.lines();
            if (lines.isEmpty()) {
                return Future.succeededFuture(new KernelLogReceipt(true, false, 0, 0, read.passedOver()));
            }
            String key = "pushed/" + (idempotencyKey == null ? UUID.randomUUID() : idempotencyKey);
            NewFact push = FactCodec.encode(
                    state.host() + "/" + key, new FleetFact.LogPushed(state.host(), Digests.sha256(log), now));
            List<NewFact> facts = new ArrayList<>(List.of(push));
            facts.addAll(intake.facts(state.host(), key, lines));
            return ledger.append(facts).compose(outcome -> {
                boolean repeated = repeats(push, outcome);
                KernelLogReceipt receipt =
                        new KernelLogReceipt(true, repeated, lines.size(), events(lines), read.passedOver());
                return repeated
                        ? Future.succeededFuture(receipt)
                        : stored(Future.succeededFuture(outcome)).map(receipt);
            });
        });
    }

    /** Whether this push is in the store already. Its lines are dated by their arrival, so only its digest tells. */
    static boolean repeats(NewFact push, Appended outcome) {
        if (outcome instanceof Appended.Conflict conflict) {
            return !conflict.key().equals(push.key());
        }
        return outcome instanceof Appended.Stored stored && stored.written() == 0;
    }

    static int events(List<LogLine> lines) {
        KernelLogReader reader = new KernelLogReader();
        Stream<LogFact> facts = Stream.concat(
                lines.stream().flatMap(line -> reader.feed(line).stream()),
                Stream.of(reader).flatMap(done -> done.flush().stream()));
        return (int) facts.filter(KernelEvent.class::isInstance).count();
    }

    Future<Receipt> livepatch(HostId name, LivepatchReport report, @Nullable String idempotencyKey) {
        return ledger.onContext(() -> {
            HostId host = need(name).host();
            Instant now = clock.instant();
            needPast(report.at(), now, "the time at which the state was read");
            String key = host + "/" + (idempotencyKey == null ? report.at() : idempotencyKey);
            return receipt(List.of(FactCodec.encode(key, new FleetFact.PatchStateTold(host, report))), now);
        });
    }

    HostState need(HostId name) {
        HostId host = fleet.resolve(name.value());
        HostState state = host == null ? null : fleet.find(host);
        if (state == null) {
            throw unknown("host", name.value());
        }
        return state;
    }

    RolloutState need(RolloutId id) {
        RolloutState rollout = fleet.rollout(id);
        if (rollout == null) {
            throw unknown("rollout", id.value());
        }
        return rollout;
    }

    ProblemException unknown(String kind, String name) {
        return new ProblemException(Problem.unknown(kind, name, nearest(kind, name)));
    }

    /** The most similar name there is; empty if none is. */
    String nearest(String kind, String name) {
        Stream<String> names = switch (kind) {
            case "host" -> fleet.hosts().stream().map(host -> host.host().value());
            case "rollout" ->
                fleet.rollouts().stream().map(rollout -> rollout.id().value());
            default -> fleet.patches().stream().map(patch -> patch.declaration().id());
        };
        String nearest = NearestName.of(name, names.toList());
        return nearest == null ? "" : nearest;
    }

    private Future<Receipt> receipt(List<NewFact> facts, Instant now) {
        return stored(ledger.append(facts)).map(done -> new Receipt(true, done.written() == 0, now));
    }

    private Future<Appended.Stored> store(NewFact fact) {
        return stored(ledger.append(List.of(fact)));
    }

    static Future<Appended.Stored> stored(Future<Appended> appended) {
        return appended.compose(outcome -> {
            if (outcome instanceof Appended.Stored stored) {
                return Future.succeededFuture(stored);
            }
            if (outcome instanceof Appended.Conflict) {
                return Future.failedFuture(new ProblemException(
                        Problem.conflict("This key was used before with other content; use a new key.")));
            }
            String why =
                    outcome instanceof Appended.Refused refused ? refused.text() : "too much is waiting to be written";
            return Future.failedFuture(new ProblemException(
                    Problem.overloaded("Nothing was stored: " + why + ". Send it again later.", RETRY_SECONDS)));
        });
    }
}
