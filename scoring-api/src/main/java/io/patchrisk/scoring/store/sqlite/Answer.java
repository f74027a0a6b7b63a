// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.store.sqlite;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.concurrent.RejectedExecutionException;

/** A future that another thread completes and that its asker sees completed on the context it asked from. */
final class Answer<T> {

    private final Promise<T> promise = Promise.promise();
    private final Context context;

    Answer(Vertx vertx) {
        context = vertx.getOrCreateContext();
    }

    Future<T> future() {
        return promise.future();
    }

    void complete(T value) {
        onContext(() -> promise.complete(value));
    }

    /** Completes a future of nothing. */
    void done() {
        onContext(promise::complete);
    }

    void fail(Throwable cause) {
        onContext(() -> promise.fail(cause));
    }

    private void onContext(Runnable completion) {
        try {
            context.runOnContext(ignored -> completion.run());
        } catch (RejectedExecutionException e) {
            // The event loop was shut down first. Whoever still waits, waits elsewhere.
            completion.run();
        }
    }
}
