// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.app;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** Runs a step on an event loop of its own, so that one busy part of the service does not keep the others waiting. */
final class OwnLoop {

    private OwnLoop() {}

    /** What the step gives; everything it creates stays on its loop. */
    static <T> Future<T> run(Vertx vertx, Supplier<Future<T>> step) {
        AtomicReference<Future<T>> outcome = new AtomicReference<>(Future.failedFuture("not started"));
        return vertx.deployVerticle(new VerticleBase() {
                    @Override
                    public Future<?> start() {
                        Future<T> result = step.get();
                        outcome.set(result);
                        return result;
                    }
                })
                .compose(deployed -> outcome.get());
    }
}
