// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.netconsole;

import io.patchrisk.collector.log.LogLine;
import io.patchrisk.model.fact.HostId;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.datagram.DatagramPacket;
import io.vertx.core.datagram.DatagramSocket;
import io.vertx.core.datagram.DatagramSocketOptions;
import io.vertx.core.net.SocketAddress;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens on a UDP port for netconsole messages of listed senders and hands their lines, in order and in batches, to a
 * sink. All of it runs on one event loop.
 */
public final class NetconsoleReceiver {

    private static final Logger LOG = LoggerFactory.getLogger(NetconsoleReceiver.class);

    private record Source(NetconsoleStream stream, Outbox outbox) {}

    private final Vertx vertx;
    private final ReceiverOptions options;
    private final KnownSources known;
    private final KernelLogSink sink;
    private final InstantSource clock;
    private final Map<String, Source> sources = new LinkedHashMap<>();
    private final Map<HostId, Outbox> outboxes = new LinkedHashMap<>();
    private volatile ReceiverCounters counters = ReceiverCounters.NONE;
    private @Nullable Context context;
    private @Nullable DatagramSocket socket;
    private long timer;
    private long unlisted;

    /** A receiver that is not listening yet. */
    public NetconsoleReceiver(
            Vertx vertx, ReceiverOptions options, KnownSources known, KernelLogSink sink, InstantSource clock) {
        this.vertx = vertx;
        this.options = options;
        this.known = known;
        this.sink = sink;
        this.clock = clock;
    }

    /** Binds; the future gives the port that it listens on. */
    public Future<Integer> start() {
        Context loop = vertx.getOrCreateContext();
        context = loop;
        return on(loop, this::bind);
    }

    /**
     * Stops listening, hands on everything that waits, and waits for the sink. Fails when the sink does not take it;
     * the counters then say how many lines are left behind.
     */
    public Future<Void> stop() {
        Context loop = context;
        return loop == null ? Future.succeededFuture() : on(loop, this::close);
    }

    /** What became of everything received, as of the last flush; exact once stopped. */
    public ReceiverCounters counters() {
        return counters;
    }

    private Future<Integer> bind() {
        DatagramSocket opened = vertx.createDatagramSocket(
                new DatagramSocketOptions().setReceiveBufferSize(options.receiveBufferBytes()));
        socket = opened;
        opened.handler(this::received);
        opened.exceptionHandler(
                cause -> LOG.warn("receiving kernel messages on UDP port {} failed", options.port(), cause));
        return opened.listen(options.port(), options.address()).map(bound -> {
            timer = vertx.setPeriodic(options.flushMillis(), id -> flush());
            return bound.localAddress().port();
        });
    }

    private Future<Void> close() {
        DatagramSocket opened = socket;
        if (opened == null) {
            return Future.succeededFuture();
        }
        socket = null;
        vertx.cancelTimer(timer);
        return opened.close().transform(closed -> handOver());
    }

    private Future<Void> handOver() {
        sources.values().forEach(source -> source.outbox().add(source.stream().drain(clock.instant())));
        List<Future<Void>> sent =
                outboxes.values().stream().map(Outbox::sendAll).toList();
        return Future.join(sent).<Void>mapEmpty().onComplete(done -> count());
    }

    private void received(DatagramPacket packet) {
        Source source = source(packet.sender());
        if (source == null) {
            unlisted++;
            return;
        }
        List<LogLine> lines = source.stream().accept(packet.data().getBytes(), clock.instant());
        source.outbox().add(lines);
    }

    /** Address first: a kernel's source port means nothing. Address and port tell senders behind one address apart. */
    private @Nullable Source source(SocketAddress sender) {
        String address = sender.hostAddress();
        HostId host = known.host(address);
        String key = address;
        if (host == null) {
            key = (address.indexOf(':') >= 0 ? "[" + address + "]" : address) + ":" + sender.port();
            host = known.host(key);
        }
        if (host == null) {
            return null;
        }
        HostId found = host;
        Outbox outbox = outboxes.computeIfAbsent(found, id -> new Outbox(id, onLoop(), options.queuedLines()));
        return sources.computeIfAbsent(key + " " + found, id -> new Source(new NetconsoleStream(), outbox));
    }

    /** The sink, answering on the loop that owns all state, wherever it worked. */
    private KernelLogSink onLoop() {
        Context loop = vertx.getOrCreateContext();
        return (host, lines) -> {
            Promise<Void> answer = Promise.promise();
            sink.accept(host, lines).onComplete(result -> loop.runOnContext(go -> answer.handle(result)));
            return answer.future();
        };
    }

    private void flush() {
        sources.values().forEach(source -> source.outbox().add(source.stream().flush(clock.instant())));
        outboxes.values().forEach(Outbox::send);
        count();
    }

    private void count() {
        NetconsoleCounters datagrams =
                new NetconsoleCounters(unlisted, 0, Map.of("unlisted", unlisted), Map.of(), 0, 0, 0, 0, 0);
        for (Source source : sources.values()) {
            datagrams = datagrams.plus(source.stream().counters());
        }
        LineCounters lines = LineCounters.NONE;
        for (Outbox outbox : outboxes.values()) {
            lines = lines.plus(outbox.counters());
        }
        counters = new ReceiverCounters(datagrams, lines, sources.size());
    }

    /** Runs on the loop that owns all state; what it throws fails the future. */
    private static <T> Future<T> on(Context loop, Supplier<Future<T>> step) {
        Promise<T> promise = Promise.promise();
        loop.runOnContext(go -> {
            try {
                step.get().onComplete(promise);
            } catch (RuntimeException e) {
                promise.fail(e);
            }
        });
        return promise.future();
    }
}
