// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.rollout;

import io.patchrisk.model.outcome.OutcomeImport;
import io.patchrisk.model.outcome.OutcomeRow;
import io.patchrisk.model.outcome.Rejection;
import io.patchrisk.scoring.desk.Assessment;
import io.patchrisk.scoring.desk.Declared;
import io.patchrisk.scoring.desk.ImportReceipt;
import io.patchrisk.scoring.desk.OutcomeDesk;
import io.patchrisk.scoring.desk.OutcomeReport;
import io.patchrisk.scoring.desk.OutcomeShown;
import io.patchrisk.scoring.desk.OutcomeView;
import io.patchrisk.scoring.desk.OutcomesView;
import io.patchrisk.scoring.desk.Problem;
import io.patchrisk.scoring.desk.ProblemException;
import io.patchrisk.scoring.desk.Reason;
import io.patchrisk.scoring.desk.RolloutId;
import io.patchrisk.scoring.fleet.Aftermath;
import io.patchrisk.scoring.fleet.FactCodec;
import io.patchrisk.scoring.fleet.Fleet;
import io.patchrisk.scoring.fleet.FleetFact.OutcomeImported;
import io.patchrisk.scoring.fleet.FleetFact.OutcomeTold;
import io.patchrisk.scoring.fleet.FleetFact.RolloutWatched;
import io.patchrisk.scoring.fleet.ImportedOutcomes;
import io.patchrisk.scoring.fleet.RolloutState;
import io.patchrisk.scoring.store.Appended;
import io.patchrisk.scoring.store.NewFact;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Takes what became of rollouts, and rows of other installations, and stores them as facts. */
final class OutcomeClerk implements OutcomeDesk {

    /** More about one rollout is a sender in a loop. */
    private static final int MOST_TOLD = 1_000;

    private static final int ID_DIGITS = 16;

    private final Ledger ledger;
    private final Fleet fleet;
    private final Follower follower;
    private final Clerk clerk;
    private final Risks risks;
    private final InstantSource clock;

    OutcomeClerk(Ledger ledger, Fleet fleet, Follower follower, Clerk clerk, Risks risks, InstantSource clock) {
        this.ledger = ledger;
        this.fleet = fleet;
        this.follower = follower;
        this.clerk = clerk;
        this.risks = risks;
        this.clock = clock;
    }

    @Override
    public Future<OutcomesView> told(RolloutId rollout) {
        return ledger.ask(known -> Outcomes.of(clerk.need(rollout)));
    }

    @Override
    public Future<List<OutcomeRow>> rows() {
        return ledger.ask(OutcomeRows::of);
    }

    @Override
    public Future<Declared<OutcomeView>> tell(RolloutId id, OutcomeReport report, @Nullable String idempotencyKey) {
        return ledger.onContext(() -> {
            RolloutState rollout = clerk.need(id);
            Instant now = clock.instant();
            if (report.at() != null) {
                Clerk.needPast(report.at(), now, "the time up to which the hosts were watched");
            }
            String key = id + "/" + (idempotencyKey == null ? UUID.randomUUID() : idempotencyKey);
            String name = Digests.sha256(Buffer.buffer(key)).substring(0, ID_DIGITS);
            if (rollout.aftermath().told().size() >= MOST_TOLD && told(rollout, name) == null) {
                throw new ProblemException(Problem.unacceptable(
                        "too_many_outcomes", "Of one rollout at most " + MOST_TOLD + " outcomes are taken."));
            }
            OutcomeTold fact = new OutcomeTold(rollout.id(), name, report, shown(rollout, report, now), now);
            return ledger.append(List.of(FactCodec.encode(key, fact))).compose(outcome -> stored(fact, outcome));
        });
    }

    /** One that is sent again under its key may find the rollout as it was shown then changed; what was told is the same. */
    private Future<Declared<OutcomeView>> stored(OutcomeTold fact, Appended outcome) {
        if (outcome instanceof Appended.Conflict conflict) {
            return ledger.at(conflict.seq())
                    .compose(known -> known instanceof OutcomeTold told
                                    && told.report().equals(fact.report())
                            ? Future.succeededFuture(new Declared<>(Outcomes.view(told), false))
                            : Clerk.stored(Future.succeededFuture(outcome)).map(never -> null));
        }
        return Clerk.stored(Future.succeededFuture(outcome)).map(done -> {
            OutcomeTold known = told(clerk.need(fact.rollout()), fact.id());
            return new Declared<>(Outcomes.view(known == null ? fact : known), done.written() > 0);
        });
    }

    private static @Nullable OutcomeTold told(RolloutState rollout, String id) {
        return rollout.aftermath().told().stream()
                .filter(told -> told.id().equals(id))
                .findFirst()
                .orElse(null);
    }

    private OutcomeShown shown(RolloutState rollout, OutcomeReport report, Instant now) {
        Assessment gate = risks.gate(rollout.id(), null, now).readAt(now);
        Aftermath aftermath = rollout.aftermath();
        Set<String> attributed = new TreeSet<>(aftermath.attributed());
        attributed.addAll(attributedNow(rollout));
        RolloutWatched watched = aftermath.watched();
        return new OutcomeShown(
                gate.decision(),
                gate.risk(),
                gate.reasons().stream().map(Reason::code).toList(),
                gate.decidedAt(),
                aftermath.decisive(),
                aftermath.proceeded(),
                aftermath.stopped(),
                report.fingerprint() != null && attributed.contains(report.fingerprint()),
                aftermath.crashAttributed() || !attributed.isEmpty(),
                watched == null ? 0 : watched.seconds());
    }

    /** A decision names the first of several reports only. */
    private List<String> attributedNow(RolloutState rollout) {
        Followed scope = follower.find(new Scope(rollout.id(), null));
        var last = scope == null ? null : scope.last();
        return last == null
                ? List.of()
                : last.evidence().incidents().attributed().stream()
                        .map(report -> report.event().fingerprint())
                        .toList();
    }

    @Override
    public Future<ImportReceipt> take(OutcomeImport.Result read, String by) {
        return ledger.onContext(() -> {
            Instant now = clock.instant();
            Set<String> own = new HashSet<>();
            fleet.rollouts().forEach(rollout -> own.add(OutcomeRows.run(rollout)));
            List<NewFact> facts = new ArrayList<>();
            List<Rejection> conflicts = new ArrayList<>();
            for (OutcomeImport.Line line : read.lines()) {
                OutcomeImported fact = imported(line.row(), by, now);
                OutcomeImported known = fleet.importedOutcomes().of(fact.run());
                if (known != null && contradicts(known, fact)) {
                    String detail =
                            "run " + fact.run() + ", told at " + fact.toldAt() + ", is known with other content";
                    conflicts.add(new Rejection(line.number(), Rejection.Reason.CONFLICT, detail));
                } else if (!own.contains(fact.run())
                        && (known == null || known.toldAt().isBefore(fact.toldAt()))) {
                    facts.add(FactCodec.encode(fact.run() + "/" + fact.toldAt(), fact));
                }
            }
            needRoom(facts.size());
            ImportReceipt receipt = receipt(read, facts.size(), conflicts);
            return facts.isEmpty()
                    ? Future.succeededFuture(receipt)
                    : Clerk.stored(ledger.append(facts)).map(receipt);
        });
    }

    private static OutcomeImported imported(OutcomeRow row, String by, Instant now) {
        return new OutcomeImported(row.run(), row.patch(), row.rule(), row.toldAt(), OutcomeRows.weighed(row), by, now);
    }

    private static ImportReceipt receipt(OutcomeImport.Result read, int stored, List<Rejection> conflicts) {
        Map<Rejection.Reason, Integer> counts = new EnumMap<>(Rejection.Reason.class);
        counts.putAll(read.counts());
        if (!conflicts.isEmpty()) {
            counts.put(Rejection.Reason.CONFLICT, conflicts.size());
        }
        List<Rejection> named = Stream.concat(read.rejections().stream(), conflicts.stream())
                .limit(OutcomeImport.MOST_NAMED)
                .toList();
        return new ImportReceipt(stored, read.lines().size() - stored - conflicts.size(), counts, named);
    }

    private static boolean contradicts(OutcomeImported known, OutcomeImported fact) {
        return known.toldAt().equals(fact.toldAt()) && !same(known, fact);
    }

    private static boolean same(OutcomeImported known, OutcomeImported fact) {
        return known.patch().equals(fact.patch())
                && known.rule() == fact.rule()
                && known.weighed().equals(fact.weighed());
    }

    private void needRoom(int more) {
        if (fleet.importedOutcomes().all().size() + more > ImportedOutcomes.MOST) {
            throw new ProblemException(Problem.unacceptable(
                    "too_many_rows",
                    "More than " + ImportedOutcomes.MOST
                            + " imported rows are not kept; train from the file instead."));
        }
    }
}
