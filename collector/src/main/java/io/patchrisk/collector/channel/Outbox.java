// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.channel;

import io.patchrisk.collector.log.LogLine;
import io.patchrisk.model.fact.HostId;
import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one host's lines wait in for the sink: one batch on its way, the others queued. A batch that the sink did not
 * take is offered again.
 */
final class Outbox {

    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);

    /** Lines in one batch: a few reports, and less than a megabyte. */
    private static final int BATCH = 1000;

    private final HostId host;
    private final KernelLogSink sink;
    private final LineQueue queue;
    private List<LogLine> onItsWay = List.of();
    private Future<Void> sending = Future.succeededFuture();
    private boolean failing;
    private long handed;
    private long failures;

    Outbox(HostId host, KernelLogSink sink, int capacity) {
        this.host = host;
        this.sink = sink;
        this.queue = new LineQueue(capacity);
    }

    void add(List<LogLine> lines) {
        lines.forEach(queue::add);
    }

    /** Offers the next batch unless one is on its way; done when the sink answered. Fails as the sink fails. */
    Future<Void> send() {
        if (!sending.isComplete()) {
            return sending;
        }
        if (onItsWay.isEmpty()) {
            onItsWay = List.copyOf(queue.poll(BATCH));
        }
        if (onItsWay.isEmpty()) {
            return Future.succeededFuture();
        }
        sending = offer(onItsWay).onComplete(answer -> answered(answer.cause()));
        return sending;
    }

    /** Offers until nothing is left; fails at the first batch that the sink does not take. */
    Future<Void> sendAll() {
        return send().compose(done -> waiting() == 0 ? Future.succeededFuture() : sendAll());
    }

    /** Lines that wait or are on their way. */
    long waiting() {
        return (long) queue.size() + onItsWay.size();
    }

    LineCounters counters() {
        return new LineCounters(handed, waiting(), queue.droppedOrdinary(), queue.droppedTelling(), failures);
    }

    private Future<Void> offer(List<LogLine> lines) {
        try {
            return sink.accept(host, lines);
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }

    private void answered(@Nullable Throwable cause) {
        if (cause == null) {
            handed += onItsWay.size();
            onItsWay = List.of();
            failing = false;
            if (queue.size() >= BATCH) {
                // A burst goes out as fast as it is taken, not batch by batch with the timer.
                send();
            }
            return;
        }
        failures++;
        if (!failing) {
            LOG.warn(
                    "the sink did not take {} kernel log lines of {}; they are offered again",
                    onItsWay.size(),
                    host,
                    cause);
        }
        failing = true;
    }
}
