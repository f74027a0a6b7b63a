// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.syslog;

import io.patchrisk.collector.channel.Outboxes;
import io.patchrisk.collector.syslog.Parsed.Reason;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The TCP connections of syslog senders, bounded in number and in time. While the store is behind nothing is read from
 * them: a daemon then keeps its messages, and nothing has to be dropped here.
 */
final class TcpSide {

    private static final Logger LOG = LoggerFactory.getLogger(TcpSide.class);

    private final SyslogOptions options;
    private final SyslogSenders senders;
    private final Inbox inbox;
    private final Outboxes outboxes;
    private final NetServer server;
    private final Map<String, Integer> open = new HashMap<>();
    private final Set<NetSocket> waiting = new HashSet<>();
    private int connections;

    TcpSide(Vertx vertx, SyslogOptions options, SyslogSenders senders, Inbox inbox, Outboxes outboxes) {
        this.options = options;
        this.senders = senders;
        this.inbox = inbox;
        this.outboxes = outboxes;
        this.server = vertx.createNetServer(new NetServerOptions()
                .setHost(options.address())
                .setPort(options.tcpPort())
                .setTcpKeepAlive(true)
                .setIdleTimeout((int) options.idle().toMillis())
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS));
    }

    /** Listens; gives the port. */
    Future<Integer> listen() {
        return server.connectHandler(this::connected).listen().map(NetServer::actualPort);
    }

    Future<Void> close() {
        return server.close();
    }

    /** Reads on where reading was stopped, once the store has caught up. */
    void readOn() {
        if (!behind()) {
            Set<NetSocket> stopped = Set.copyOf(waiting);
            waiting.clear();
            stopped.forEach(NetSocket::resume);
        }
    }

    private boolean behind() {
        return outboxes.waitingAtMost() > options.queuedLines() / 2;
    }

    private void connected(NetSocket socket) {
        String address = socket.remoteAddress().hostAddress();
        if (!senders.listed(address)) {
            refuse(socket, Reason.UNLISTED);
            return;
        }
        if (connections >= options.connections() || open.getOrDefault(address, 0) >= options.connectionsPerSender()) {
            refuse(socket, Reason.TOO_MANY_CONNECTIONS);
            return;
        }
        connections++;
        open.merge(address, 1, Integer::sum);
        FrameCutter cutter = new FrameCutter();
        socket.exceptionHandler(cause -> LOG.info("a syslog connection of {} broke", address, cause));
        socket.closeHandler(closed -> ended(socket, address, cutter));
        socket.handler(piece -> read(socket, address, cutter, piece));
    }

    private void refuse(NetSocket socket, Reason reason) {
        inbox.reject(reason);
        socket.close();
    }

    private void read(NetSocket socket, String address, FrameCutter cutter, Buffer piece) {
        if (cutter.broken()) {
            return;
        }
        cutter.feed(piece.getBytes()).forEach(message -> inbox.take(address, message));
        if (cutter.broken()) {
            refuse(socket, Reason.BAD_FRAME);
        } else if (behind()) {
            socket.pause();
            waiting.add(socket);
        }
    }

    private void ended(NetSocket socket, String address, FrameCutter cutter) {
        waiting.remove(socket);
        connections--;
        open.computeIfPresent(address, (key, count) -> count == 1 ? null : count - 1);
        byte[] rest = cutter.rest();
        if (rest != null) {
            inbox.take(address, rest);
        }
        if (cutter.unfinished()) {
            inbox.reject(Reason.UNFINISHED);
        }
        inbox.cut(cutter.cutFrames());
    }
}
