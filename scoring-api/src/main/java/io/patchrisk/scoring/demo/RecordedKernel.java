// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.demo;

import io.patchrisk.collector.capture.Capture;
import io.patchrisk.collector.capture.Datagram;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.datagram.DatagramSocket;
import io.vertx.core.datagram.DatagramSocketOptions;
import java.util.ArrayList;
import java.util.List;

/** A recorded host's netconsole: sends the datagrams the real kernel sent, in recorded order, at their time. */
final class RecordedKernel {

    /**
     * The boot log that netconsole replays when it registers is spread over so many seconds: 27 hosts that register in the
     * same instant would overflow a receive buffer of Linux' default 208 KiB.
     */
    private static final double REPLAY_SECONDS = 40;

    private final Vertx vertx;
    private final Stage stage;
    private final DatagramSocket socket;
    private final List<Datagram> datagrams;
    private final List<Double> due;
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
        this.due = due(capture);
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

    /** When each datagram goes out, in seconds since the change. */
    private static List<Double> due(Capture capture) {
        double start = -Stage.BEFORE.toSeconds();
        List<Double> recorded = capture.datagrams().stream()
                .map(datagram -> datagram.at() - capture.meta().changeAt())
                .toList();
        long replayed = recorded.stream().filter(at -> at < start).count();
        List<Double> due = new ArrayList<>();
        for (double at : recorded) {
            due.add(at < start ? start + REPLAY_SECONDS * due.size() / replayed : at);
        }
        return due;
    }

    private void sendDue() {
        double now = stage.sinceChange();
        while (!stopped && next < due.size() && due.get(next) <= now) {
            socket.send(Buffer.buffer(datagrams.get(next).bytes()), port, receiver);
            next++;
        }
        if (!stopped && next < due.size()) {
            vertx.setTimer(Math.max(1, stage.realMillisUntil(due.get(next))), timer -> sendDue());
        }
    }

    Future<Void> stop() {
        stopped = true;
        return socket.close();
    }
}
