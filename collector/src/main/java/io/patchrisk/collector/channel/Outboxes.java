// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.channel;

import io.patchrisk.collector.log.LogLine;
import io.patchrisk.model.fact.HostId;
import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the lines of all hosts of one receiver wait in for the sink. To be used on the receiver's loop only. */
public final class Outboxes {

    private final KernelLogSink sink;
    private final int capacity;
    private final Map<HostId, Outbox> byHost = new LinkedHashMap<>();
    private long waitingAtSend;
    private long addedSince;

    /** @param capacity lines kept a host while the sink is slow */
    public Outboxes(Loop loop, KernelLogSink sink, int capacity) {
        this.sink = loop.answering(sink);
        this.capacity = capacity;
    }

    /** Adds lines of a host, in order. */
    public void add(HostId host, List<LogLine> lines) {
        byHost.computeIfAbsent(host, id -> new Outbox(id, sink, capacity)).add(lines);
        addedSince += lines.size();
    }

    /** Offers each host's next batch to the sink. */
    public void send() {
        byHost.values().forEach(Outbox::send);
        waitingAtSend = byHost.values().stream().mapToLong(Outbox::waiting).sum();
        addedSince = 0;
    }

    /** Offers everything; fails when the sink does not take it. */
    public Future<Void> sendAll() {
        return Future.join(byHost.values().stream().map(Outbox::sendAll).toList())
                .mapEmpty();
    }

    /** More than this does not wait: the lines that did when they were last offered, and those since. */
    public long waitingAtMost() {
        return waitingAtSend + addedSince;
    }

    /** What became of the lines of all hosts. */
    public LineCounters counters() {
        return byHost.values().stream().map(Outbox::counters).reduce(LineCounters.NONE, LineCounters::plus);
    }
}
