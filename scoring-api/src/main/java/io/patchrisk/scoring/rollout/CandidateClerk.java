// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.rollout;

import io.patchrisk.model.fact.NearestName;
import io.patchrisk.model.outcome.OutcomeRow;
import io.patchrisk.scoring.desk.CandidateDesk;
import io.patchrisk.scoring.desk.CandidateEnd;
import io.patchrisk.scoring.desk.CandidateRequest;
import io.patchrisk.scoring.desk.CandidateState;
import io.patchrisk.scoring.desk.CandidateView;
import io.patchrisk.scoring.desk.Declared;
import io.patchrisk.scoring.desk.Problem;
import io.patchrisk.scoring.desk.ProblemException;
import io.patchrisk.scoring.fleet.FactCodec;
import io.patchrisk.scoring.fleet.Fleet;
import io.patchrisk.scoring.fleet.FleetFact;
import io.patchrisk.scoring.store.NewFact;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has candidate models trained, one at a time, on a thread of their own. Runs on the fleet's context otherwise. */
public final class CandidateClerk implements CandidateDesk {

    private static final Logger LOG = LoggerFactory.getLogger(CandidateClerk.class);

    private static final int ID_DIGITS = 12;

    private final Ledger ledger;
    private final Fleet fleet;
    private final @Nullable CandidateTraining training;
    private final InstantSource clock;
    private final WorkerExecutor worker;
    private @Nullable Running running;

    /** The one that is being trained, and who wants it to end. */
    private static final class Running {
        private final String id;
        private volatile @Nullable String cancelledBy;

        Running(String id) {
            this.id = id;
        }
    }

    /** @param training how it is done; null where no lab table is configured */
    public CandidateClerk(
            Vertx vertx, Ledger ledger, Fleet fleet, @Nullable CandidateTraining training, InstantSource clock) {
        this.ledger = ledger;
        this.fleet = fleet;
        this.training = training;
        this.clock = clock;
        this.worker = vertx.createSharedWorkerExecutor("patchrisk-training", 1, 1, TimeUnit.HOURS);
    }

    @Override
    public Future<Declared<CandidateView>> train(CandidateRequest request, @Nullable String idempotencyKey) {
        return ledger.onContext(() -> {
            CandidateTraining how = training;
            if (how == null) {
                throw new ProblemException(Problem.unacceptable(
                        "no_lab_table", "A candidate is measured on the fixed lab test; set model.lab_table."));
            }
            String key = idempotencyKey == null ? UUID.randomUUID().toString() : idempotencyKey;
            String id = Digests.sha256(Buffer.buffer(key)).substring(0, ID_DIGITS);
            CandidateView known = fleet.candidates().find(id);
            if (known != null) {
                return again(known, request);
            }
            if (running != null) {
                throw new ProblemException(
                        Problem.conflict("Candidate " + running.id + " is being trained; wait for it, or cancel it."));
            }
            Running mine = new Running(id);
            running = mine;
            List<OutcomeRow> rows = OutcomeRows.of(fleet);
            NewFact begun = FactCodec.encode(id, new FleetFact.CandidateBegun(id, request, clock.instant()));
            return Clerk.stored(ledger.append(List.of(begun)))
                    .onFailure(e -> running = null)
                    .map(stored -> {
                        begin(mine, how, rows);
                        return new Declared<>(need(id), true);
                    });
        });
    }

    private Future<Declared<CandidateView>> again(CandidateView known, CandidateRequest request) {
        if (!known.by().equals(request.by()) || !known.reason().equals(request.reason())) {
            throw new ProblemException(Problem.conflict("This key was used before with other content; use a new key."));
        }
        return Future.succeededFuture(new Declared<>(need(known.id()), false));
    }

    private void begin(Running mine, CandidateTraining how, List<OutcomeRow> rows) {
        worker.executeBlocking(() -> how.train(mine.id, rows, () -> mine.cancelledBy != null), false)
                .recover(e -> {
                    LOG.error("candidate {} failed", mine.id, e);
                    return Future.succeededFuture(CandidateEnd.of(CandidateState.FAILED, said(e)));
                })
                .compose(end -> ledger.onContext(() -> ended(mine, end)))
                .onFailure(e -> LOG.error("the end of candidate {} could not be stored", mine.id, e));
    }

    private Future<Void> ended(Running mine, CandidateEnd end) {
        String by = mine.cancelledBy;
        CandidateEnd told = end.state() == CandidateState.CANCELLED
                ? CandidateEnd.of(CandidateState.CANCELLED, "cancelled by " + by + "; nothing was written")
                : end;
        LOG.info("candidate {}: {} ({})", mine.id, told.state(), told.text());
        NewFact fact = FactCodec.encode(mine.id, new FleetFact.CandidateEnded(mine.id, told, clock.instant()));
        return Clerk.stored(ledger.append(List.of(fact)))
                .<Void>mapEmpty()
                .eventually(() -> ledger.onContext(() -> {
                    running = null;
                    return Future.succeededFuture();
                }));
    }

    private static String said(Throwable failure) {
        String message = failure.getMessage();
        return message == null ? failure.toString() : message;
    }

    @Override
    public Future<List<CandidateView>> all() {
        return ledger.ask(known -> {
            List<CandidateView> newestFirst = new ArrayList<>();
            known.candidates().all().forEach(view -> newestFirst.add(current(view)));
            Collections.reverse(newestFirst);
            return newestFirst;
        });
    }

    @Override
    public Future<CandidateView> find(String id) {
        return ledger.ask(known -> need(id));
    }

    private CandidateView need(String id) {
        CandidateView view = fleet.candidates().find(id);
        if (view == null) {
            List<String> ids =
                    fleet.candidates().all().stream().map(CandidateView::id).toList();
            String nearest = NearestName.of(id, ids);
            throw new ProblemException(Problem.unknown("candidate", id, nearest == null ? "" : nearest));
        }
        return current(view);
    }

    /** What runs in this process is not interrupted. */
    private CandidateView current(CandidateView view) {
        Running now = running;
        if (now == null || !now.id.equals(view.id()) || view.endedAt() != null) {
            return view;
        }
        String by = now.cancelledBy;
        String text = by == null ? "it is being trained" : by + " asked it to end, which it does at its next step";
        return new CandidateView(
                view.id(),
                view.by(),
                view.reason(),
                view.startedAt(),
                null,
                CandidateEnd.of(CandidateState.RUNNING, text));
    }

    @Override
    public Future<CandidateView> cancel(String id, CandidateRequest request) {
        return ledger.ask(known -> cancelled(id, request));
    }

    private CandidateView cancelled(String id, CandidateRequest request) {
        CandidateView view = need(id);
        Running now = running;
        if (now == null || view.end().state() != CandidateState.RUNNING) {
            throw new ProblemException(Problem.unacceptable(
                    "not_running", "Candidate " + id + " is not being trained; nothing is left to cancel."));
        }
        LOG.info("candidate {}: {} cancels it: {}", id, request.by(), request.reason());
        now.cancelledBy = request.by();
        return need(id);
    }
}
