// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.rollout;

import io.patchrisk.scoring.fleet.FactCodec;
import io.patchrisk.scoring.fleet.Fleet;
import io.patchrisk.scoring.fleet.FleetFact;
import io.patchrisk.scoring.store.Appended;
import io.patchrisk.scoring.store.FactStore;
import io.patchrisk.scoring.store.NewFact;
import io.patchrisk.scoring.store.StoredFact;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way facts take: into the store first, and from the store into the fleet. What this process wrote and what another
 * one wrote come the same way and in the same order, and after a restart as well.
 *
 * <p>The fleet is touched on one context only.
 */
public final class Ledger {

    private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);

    /** Facts read at once. */
    private static final int PAGE = 500;

    private final FactStore store;
    private final Fleet fleet;
    private final Context context;
    private long seq;
    private final AtomicLong unreadable = new AtomicLong();
    private @Nullable Future<Void> reading;
    private @Nullable Future<Void> next;
    private Consumer<FleetFact> listeners = fact -> {};

    public Ledger(FactStore store, Fleet fleet, Context context) {
        this.store = store;
        this.fleet = fleet;
        this.context = context;
    }

    /** Stores facts; succeeds when they are durable and the fleet knows them. */
    public Future<Appended> append(List<NewFact> facts) {
        return onContext(() -> store.append(facts)
                .compose(appended -> appended instanceof Appended.Stored
                        ? catchUp().map(appended)
                        : Future.succeededFuture(appended)));
    }

    /** Takes in everything that is in the store by now. */
    public Future<Void> catchUp() {
        return onContext(() -> {
            Future<Void> running = reading;
            if (running == null) {
                return begin();
            }
            Future<Void> waiting = next;
            if (waiting == null) {
                // A read that is under way may have missed what was stored since it began.
                waiting = running.transform(done -> begin());
                next = waiting;
            }
            return waiting;
        });
    }

    private Future<Void> begin() {
        next = null;
        Future<Void> run = page();
        reading = run;
        return run.onComplete(done -> {
            if (reading == run) {
                reading = null;
            }
        });
    }

    private Future<Void> page() {
        return store.readAfter(seq, PAGE).compose(rows -> {
            rows.forEach(this::apply);
            return rows.isEmpty() ? Future.succeededFuture() : page();
        });
    }

    private void apply(StoredFact row) {
        seq = row.seq();
        try {
            FleetFact fact = FactCodec.decode(row);
            fleet.apply(fact);
            listeners.accept(fact);
        } catch (RuntimeException e) {
            // Whatever is wrong with one fact must not keep the others out.
            unreadable.incrementAndGet();
            LOG.error("fact {} is left out: {}", row.seq(), e.getMessage(), e);
        }
    }

    /** The fact at a place of the store; fails when there is none. */
    Future<FleetFact> at(long place) {
        return store.readAfter(place - 1, 1).map(rows -> {
            if (rows.isEmpty() || rows.get(0).seq() != place) {
                throw new IllegalStateException("there is no fact " + place + " in the store");
            }
            return FactCodec.decode(rows.get(0));
        });
    }

    /** Has somebody hear of every fact from now on, on the fleet's context, once the fleet knows it. */
    public Future<Void> listen(Consumer<FleetFact> listener) {
        return onContext(() -> {
            listeners = listeners.andThen(listener);
            return Future.succeededFuture();
        });
    }

    /** Asks the fleet something on its context. */
    public <T> Future<T> ask(Function<Fleet, T> question) {
        return onContext(() -> Future.succeededFuture(question.apply(fleet)));
    }

    /** Facts of the store that could not be taken in. */
    public long unreadable() {
        return unreadable.get();
    }

    /** Runs a step on the context of the fleet; what it throws fails the future. */
    <T> Future<T> onContext(Step<T> step) {
        Promise<T> promise = Promise.promise();
        context.runOnContext(go -> {
            try {
                step.run().onComplete(promise);
            } catch (RuntimeException e) {
                promise.fail(e);
            }
        });
        return promise.future();
    }

    /** Something to do on the context of the fleet. */
    interface Step<T> {
        Future<T> run();
    }
}
