// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.demo;

import io.patchrisk.collector.capture.Capture;
import io.patchrisk.collector.capture.Datagram;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.datagram.DatagramSocket;
import io.vertx.core.datagram.DatagramSocketOptions;
import java.util.List;

/** A recorded host's netconsole: sends the datagrams the real kernel sent, in recorded order, at their time. */
final class RecordedKernel {

    /** The boot log that netconsole replays when it registers goes out in small bursts, as a real network would carry it. */
    private static final int BURST = 50;

    private static final long PAUSE_MILLIS = 20;

    private final Vertx vertx;
    private final Stage stage;
    private final DatagramSocket socket;
    private final List<Datagram> datagrams;
    private final double changeAt;
    private final String receiver;
    private final int port;
    private int next;
    private boolean stopped;

    private RecordedKernel(
            Vertx vertx, Capture capture, Stage stage, DatagramSocket socket, String receiver, int port) {
        this.vertx = vertx;
        this.stage = stage;
        this.socket = socket;
        this.datagrams = capture.datagrams();
        this.changeAt = capture.meta().changeAt();
        this.receiver = receiver;
        this.port = port;
    }

    /** Opens the sender; it begins to send with {@link #begin()}. */
    static Future<RecordedKernel> open(
            Vertx vertx, Capture capture, Stage stage, String address, String receiver, int port) {
        DatagramSocket socket = vertx.createDatagramSocket(new DatagramSocketOptions());
        RecordedKernel kernel = new RecordedKernel(vertx, capture, stage, socket, receiver, port);
        return socket.listen(0, address).map(kernel);
    }

    void begin() {
        sendDue();
    }

    private void sendDue() {
        int sent = 0;
        while (!stopped && next < datagrams.size() && sent < BURST && due(datagrams.get(next))) {
            socket.send(Buffer.buffer(datagrams.get(next).bytes()), port, receiver);
            next++;
            sent++;
        }
        if (!stopped && next < datagrams.size()) {
            long wait = stage.realMillisUntil(datagrams.get(next).at() - changeAt);
            vertx.setTimer(Math.max(sent == BURST ? PAUSE_MILLIS : 1, wait), timer -> sendDue());
        }
    }

    private boolean due(Datagram datagram) {
        return datagram.at() - changeAt <= stage.sinceChange();
    }

    Future<Void> stop() {
        stopped = true;
        return socket.close();
    }
}
