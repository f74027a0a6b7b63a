// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.netconsole;

import io.patchrisk.collector.channel.KernelLogSink;
import io.patchrisk.collector.channel.KnownSources;
import io.patchrisk.collector.channel.Loop;
import io.patchrisk.collector.channel.MessageCounters;
import io.patchrisk.collector.channel.Outboxes;
import io.patchrisk.collector.channel.ReceiverCounters;
import io.patchrisk.collector.channel.UdpReader;
import io.patchrisk.model.fact.HostId;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Listens on a UDP port for netconsole messages of listed senders and hands their lines, in order and in batches, to a
 * sink. All of it runs on one event loop.
 */
public final class NetconsoleReceiver {

    private record Source(HostId host, NetconsoleStream stream) {}

    private record Listening(Loop loop, Outboxes outboxes, UdpReader reader) {}

    private final Vertx vertx;
    private final ReceiverOptions options;
    private final KnownSources known;
    private final KernelLogSink sink;
    private final InstantSource clock;
    private final Map<String, Source> sources = new LinkedHashMap<>();
    private volatile ReceiverCounters counters = ReceiverCounters.NONE;
    private volatile @Nullable Listening listening;
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
        Loop loop = new Loop(vertx.getOrCreateContext());
        return loop.run(() -> bind(loop));
    }

    /**
     * Stops listening, hands on everything that waits, and waits for the sink. Fails when the sink does not take it;
     * the counters then say how many lines are left behind.
     */
    public Future<Void> stop() {
        Listening now = listening;
        return now == null ? Future.succeededFuture() : now.loop().run(() -> close(now));
    }

    /** What became of everything received, as of the last flush; exact once stopped. */
    public ReceiverCounters counters() {
        return counters;
    }

    private Future<Integer> bind(Loop loop) {
        Outboxes outboxes = new Outboxes(loop, sink, options.queuedLines());
        return UdpReader.open(
                        loop,
                        options.address(),
                        options.port(),
                        options.receiveBufferBytes(),
                        packet -> received(packet, outboxes))
                .map(reader -> {
                    listening = new Listening(loop, outboxes, reader);
                    timer = vertx.setPeriodic(options.flushMillis(), id -> flush(outboxes));
                    return reader.port();
                });
    }

    private Future<Void> close(Listening now) {
        if (listening == null) {
            return Future.succeededFuture();
        }
        listening = null;
        vertx.cancelTimer(timer);
        return now.reader().close().transform(closed -> handOver(now.outboxes()));
    }

    private Future<Void> handOver(Outboxes outboxes) {
        sources.values()
                .forEach(source -> outboxes.add(source.host(), source.stream().drain(clock.instant())));
        return outboxes.sendAll().onComplete(done -> count(outboxes));
    }

    private void received(UdpReader.Packet packet, Outboxes outboxes) {
        Source source = source(packet.sender());
        if (source == null) {
            unlisted++;
            return;
        }
        outboxes.add(source.host(), source.stream().accept(packet.bytes(), clock.instant()));
    }

    /** Address first: a kernel's source port means nothing. Address and port tell senders behind one address apart. */
    private @Nullable Source source(InetSocketAddress sender) {
        String address = sender.getAddress().getHostAddress();
        HostId host = known.host(address);
        String key = address;
        if (host == null) {
            key = (address.indexOf(':') >= 0 ? "[" + address + "]" : address) + ":" + sender.getPort();
            host = known.host(key);
        }
        if (host == null) {
            return null;
        }
        HostId found = host;
        return sources.computeIfAbsent(key + " " + found, id -> new Source(found, new NetconsoleStream()));
    }

    private void flush(Outboxes outboxes) {
        sources.values()
                .forEach(source -> outboxes.add(source.host(), source.stream().flush(clock.instant())));
        outboxes.send();
        count(outboxes);
    }

    private void count(Outboxes outboxes) {
        MessageCounters messages = sources.values().stream()
                .map(source -> source.stream().counters())
                .reduce(MessageCounters.rejected("unlisted", unlisted), MessageCounters::plus);
        counters = new ReceiverCounters(messages, outboxes.counters(), sources.size());
    }
}
