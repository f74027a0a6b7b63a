// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.syslog;

import io.patchrisk.collector.channel.KernelLogSink;
import io.patchrisk.collector.channel.Loop;
import io.patchrisk.collector.channel.Outboxes;
import io.patchrisk.collector.channel.ReceiverCounters;
import io.patchrisk.collector.channel.UdpReader;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Listens by TCP, and by UDP where asked to, for syslog of listed senders, and hands what their kernels said, in batches, to
 * a sink. All of it runs on one event loop.
 */
public final class SyslogReceiver {

    /** Holds a burst of 5000 crash lines; the system grants at most net.core.rmem_max. */
    private static final int RECEIVE_BUFFER_BYTES = 8 * 1024 * 1024;

    /**
     * The ports that it listens on.
     *
     * @param tcp the TCP port
     * @param udp the UDP port; null when there is none
     */
    public record Ports(int tcp, @Nullable Integer udp) {}

    private record Listening(Loop loop, Outboxes outboxes, Inbox inbox, TcpSide tcp) {}

    private final Vertx vertx;
    private final SyslogOptions options;
    private final SyslogSenders senders;
    private final KernelLogSink sink;
    private final InstantSource clock;
    private volatile ReceiverCounters counters = ReceiverCounters.NONE;
    private volatile @Nullable Listening listening;
    private @Nullable UdpReader udp;
    private long timer;

    /** A receiver that is not listening yet. */
    public SyslogReceiver(
            Vertx vertx, SyslogOptions options, SyslogSenders senders, KernelLogSink sink, InstantSource clock) {
        this.vertx = vertx;
        this.options = options;
        this.senders = senders;
        this.sink = sink;
        this.clock = clock;
    }

    /** Binds; the future gives the ports that it listens on. */
    public Future<Ports> start() {
        Loop loop = new Loop(vertx.getOrCreateContext());
        return loop.run(() -> listen(loop));
    }

    /**
     * Stops listening, hands on everything that waits, and waits for the sink. Fails when the sink does not take it; the
     * counters then say how many lines are left behind.
     */
    public Future<Void> stop() {
        Listening now = listening;
        return now == null ? Future.succeededFuture() : now.loop().run(() -> close(now));
    }

    /** What became of everything received, as of the last flush; exact once stopped. */
    public ReceiverCounters counters() {
        return counters;
    }

    private Future<Ports> listen(Loop loop) {
        Outboxes outboxes = new Outboxes(loop, sink, options.queuedLines());
        Inbox inbox = new Inbox(senders, outboxes, clock);
        TcpSide tcp = new TcpSide(vertx, options, senders, inbox, outboxes);
        Listening started = new Listening(loop, outboxes, inbox, tcp);
        return tcp.listen()
                .compose(tcpPort -> datagrams(loop, inbox).map(udpPort -> new Ports(tcpPort, udpPort)))
                .onSuccess(ports -> {
                    listening = started;
                    timer = vertx.setPeriodic(options.flushMillis(), id -> flush(started));
                })
                .onFailure(e -> tcp.close());
    }

    private Future<@Nullable Integer> datagrams(Loop loop, Inbox inbox) {
        Integer port = options.udpPort();
        if (port == null) {
            return Future.succeededFuture();
        }
        return UdpReader.open(
                        loop,
                        options.address(),
                        port,
                        RECEIVE_BUFFER_BYTES,
                        packet -> inbox.take(packet.sender().getAddress().getHostAddress(), packet.bytes()))
                .map(reader -> {
                    udp = reader;
                    return reader.port();
                });
    }

    private Future<Void> close(Listening now) {
        if (listening == null) {
            return Future.succeededFuture();
        }
        listening = null;
        vertx.cancelTimer(timer);
        UdpReader datagrams = udp;
        Future<Void> closed = datagrams == null ? Future.succeededFuture() : datagrams.close();
        return closed.eventually(now.tcp()::close).transform(done -> handOver(now));
    }

    private Future<Void> handOver(Listening now) {
        now.inbox().drain();
        return now.outboxes()
                .sendAll()
                .onComplete(done -> counters = now.inbox().counters());
    }

    private void flush(Listening now) {
        now.inbox().flush();
        now.outboxes().send();
        now.tcp().readOn();
        counters = now.inbox().counters();
    }
}
