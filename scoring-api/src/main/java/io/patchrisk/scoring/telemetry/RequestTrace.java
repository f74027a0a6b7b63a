// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.telemetry;

import io.prometheus.metrics.tracer.common.SpanContext;
import org.jspecify.annotations.Nullable;

/** The request whose duration is being recorded by this thread: what exemplars point to. Its id stands in the log as well. */
final class RequestTrace implements SpanContext {

    private final ThreadLocal<@Nullable String> current = new ThreadLocal<>();

    /** Records something under the id of a request. */
    void during(String requestId, Runnable recording) {
        current.set(requestId);
        try {
            recording.run();
        } finally {
            current.remove();
        }
    }

    @Override
    public @Nullable String getCurrentTraceId() {
        return current.get();
    }

    /** There are no spans; an exemplar needs the id of one. */
    @Override
    public @Nullable String getCurrentSpanId() {
        return current.get() == null ? null : "request";
    }

    @Override
    public boolean isCurrentSpanSampled() {
        return current.get() != null;
    }

    @Override
    public void markCurrentSpanAsExemplar() {
        // Nobody traces, so nobody wants to know.
    }
}
