// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.channel;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.function.Supplier;

/**
 * The event loop that owns all state of a receiver.
 *
 * @param context its context
 */
public record Loop(Context context) {

    /** Runs on the loop; what the step throws fails the future. */
    public <T> Future<T> run(Supplier<Future<T>> step) {
        Promise<T> promise = Promise.promise();
        context.runOnContext(go -> {
            try {
                step.get().onComplete(promise);
            } catch (RuntimeException e) {
                promise.fail(e);
            }
        });
        return promise.future();
    }

    /** The sink, answering on the loop, wherever it worked. */
    KernelLogSink answering(KernelLogSink sink) {
        return (host, lines) -> {
            Promise<Void> answer = Promise.promise();
            sink.accept(host, lines).onComplete(result -> context.runOnContext(go -> answer.handle(result)));
            return answer.future();
        };
    }
}
