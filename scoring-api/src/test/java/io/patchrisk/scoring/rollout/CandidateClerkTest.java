// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.rollout;

import static io.patchrisk.scoring.store.FactStoreContract.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.patchrisk.model.outcome.OutcomeRow;
import io.patchrisk.scoring.desk.CandidateEnd;
import io.patchrisk.scoring.desk.CandidateRequest;
import io.patchrisk.scoring.desk.CandidateState;
import io.patchrisk.scoring.desk.CandidateView;
import io.patchrisk.scoring.desk.Declared;
import io.patchrisk.scoring.desk.Problem;
import io.patchrisk.scoring.desk.ProblemException;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Candidates as jobs: one at a time, away from the fleet's context, and told apart over a restart. */
class CandidateClerkTest {

    private static final CandidateRequest ANN = new CandidateRequest("ann", "more outcomes");

    private final Scene scene = new Scene();
    private final Held training = new Held();

    /** Trains until a test lets it go on. */
    private static final class Held implements CandidateTraining {
        private volatile CountDownLatch begun = new CountDownLatch(1);
        private volatile CountDownLatch goOn = new CountDownLatch(1);
        private volatile boolean onEventLoop;
        private volatile IOException failure;

        @Override
        public CandidateEnd train(String id, List<OutcomeRow> rows, BooleanSupplier cancelled) throws IOException {
            onEventLoop = Context.isOnEventLoopThread();
            begun.countDown();
            try {
                if (!goOn.await(20, TimeUnit.SECONDS)) {
                    throw new IOException("nobody let it go on");
                }
            } catch (InterruptedException e) {
                throw new IOException("the worker was closed", e);
            }
            if (failure != null) {
                throw failure;
            }
            return cancelled.getAsBoolean()
                    ? CandidateEnd.of(CandidateState.CANCELLED, "")
                    : new CandidateEnd(CandidateState.WRITTEN, "fine", rows.size(), null, "m1", "/c/" + id);
        }

        void awaitBegun() throws InterruptedException {
            assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @BeforeEach
    void start() {
        scene.training = training;
        scene.restart();
    }

    @AfterEach
    void close() {
        training.goOn.countDown();
        scene.close();
    }

    private Declared<CandidateView> train(String key) {
        return await(scene.desk.candidates().train(ANN, key));
    }

    private CandidateView ended(String id) {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        CandidateView view = await(scene.desk.candidates().find(id));
        while (view.end().state() == CandidateState.RUNNING && System.nanoTime() < until) {
            view = await(scene.desk.candidates().find(id));
        }
        return view;
    }

    private static Problem problem(Future<?> failed) {
        try {
            await(failed);
        } catch (IllegalStateException e) {
            return ((ProblemException) e.getCause()).problem();
        }
        throw new AssertionError("it was taken");
    }

    @Test
    void trainsOneAtATimeAndNotOnTheEventLoop() throws InterruptedException {
        CandidateView begun = train(null).view();
        assertThat(begun.end().state()).isEqualTo(CandidateState.RUNNING);
        training.awaitBegun();

        Problem second = problem(scene.desk.candidates().train(ANN, null));
        training.goOn.countDown();
        CandidateView ended = ended(begun.id());

        assertThat(second.status()).isEqualTo(409);
        assertThat(second.detail()).contains(begun.id());
        assertThat(training.onEventLoop).isFalse();
        assertThat(ended.end().state()).isEqualTo(CandidateState.WRITTEN);
        assertThat(ended.end().folder()).isEqualTo("/c/" + begun.id());
        assertThat(ended.endedAt()).isNotNull();
        assertThat(ended.by()).isEqualTo("ann");
        CandidateView next = train(null).view();
        assertThat(ended(next.id()).end().state()).isEqualTo(CandidateState.WRITTEN);
        assertThat(await(scene.desk.candidates().all()))
                .extracting(CandidateView::id)
                .containsExactly(next.id(), begun.id());
    }

    @Test
    void endsWhenSomebodyCancelsIt() throws InterruptedException {
        String id = train(null).view().id();
        training.awaitBegun();

        CandidateView asked = await(scene.desk.candidates().cancel(id, new CandidateRequest("bob", "wrong table")));
        training.goOn.countDown();

        assertThat(asked.end().state()).isEqualTo(CandidateState.RUNNING);
        assertThat(asked.end().text()).contains("bob");
        assertThat(ended(id).end().state()).isEqualTo(CandidateState.CANCELLED);
        assertThat(ended(id).end().text()).isEqualTo("cancelled by bob; nothing was written");
        assertThat(problem(scene.desk.candidates().cancel(id, ANN)).code()).isEqualTo("not_running");
    }

    @Test
    void saysWhyOneFailedAndTakesTheNext() {
        training.failure = new IOException("lab.csv line 7: part is 'both'");
        training.goOn.countDown();

        CandidateView failed = ended(train(null).view().id());

        assertThat(failed.end().state()).isEqualTo(CandidateState.FAILED);
        assertThat(failed.end().text()).contains("line 7");
        training.failure = null;
        assertThat(ended(train(null).view().id()).end().state()).isEqualTo(CandidateState.WRITTEN);
    }

    @Test
    void oneThatWasNotThroughWhenTheServiceEndedReadsAsInterrupted() throws InterruptedException {
        String id = train("k").view().id();
        training.awaitBegun();

        scene.restart();

        CandidateView view = await(scene.desk.candidates().find(id));
        assertThat(view.end().state()).isEqualTo(CandidateState.INTERRUPTED);
        assertThat(view.endedAt()).isNull();
        assertThat(train("k").created()).isFalse();
    }

    @Test
    void takesTheSameRequestOnce() {
        training.goOn.countDown();
        Declared<CandidateView> first = train("k");
        ended(first.view().id());

        Declared<CandidateView> again = train("k");

        assertThat(first.created()).isTrue();
        assertThat(again.created()).isFalse();
        assertThat(again.view().id()).isEqualTo(first.view().id());
        assertThat(again.view().end().state()).isEqualTo(CandidateState.WRITTEN);
        assertThat(problem(scene.desk.candidates().train(new CandidateRequest("bob", "other"), "k"))
                        .code())
                .isEqualTo("conflict");
    }

    @Test
    void saysWhatIsMissingWithoutALabTable() {
        scene.training = null;
        scene.restart();

        Problem problem = problem(scene.desk.candidates().train(ANN, null));

        assertThat(problem.code()).isEqualTo("no_lab_table");
        assertThat(problem.detail()).contains("model.lab_table");
        assertThat(problem(scene.desk.candidates().find("c0ffee")).status()).isEqualTo(404);
    }
}
