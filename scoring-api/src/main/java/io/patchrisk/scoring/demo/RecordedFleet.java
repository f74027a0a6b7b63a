// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.demo;

import io.patchrisk.collector.capture.Capture;
import io.patchrisk.model.fact.HostId;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All recorded hosts, each on a loopback address of its own. */
public final class RecordedFleet {

    /** 127.0.1.1 and on: every loopback address is this machine, and each stands for one host. */
    private static final String NETWORK = "127.0.1.";

    private static final int MOST = 250;

    private final Vertx vertx;
    private final Stage stage;
    private final List<Capture> captures;
    private final List<RecordedExporter> exporters = new ArrayList<>();
    private final List<RecordedKernel> kernels = new ArrayList<>();

    public RecordedFleet(Vertx vertx, Stage stage, List<Capture> captures) {
        if (captures.size() > MOST) {
            throw new IllegalArgumentException(captures.size() + " hosts cannot be played, at most " + MOST + " can");
        }
        this.vertx = vertx;
        this.stage = stage;
        this.captures = List.copyOf(captures);
    }

    private static String address(int host) {
        return NETWORK + (host + 1);
    }

    /** The host a capture is played as. */
    public static HostId hostOf(Capture capture) {
        return new HostId(capture.id());
    }

    /** Starts the exporters; gives where each host's metrics are. */
    public Future<Map<HostId, URI>> startExporters() {
        Future<Void> started = Future.succeededFuture();
        for (int i = 0; i < captures.size(); i++) {
            Capture capture = captures.get(i);
            String address = address(i);
            started = started.compose(done -> RecordedExporter.start(vertx, capture, stage, address))
                    .onSuccess(exporters::add)
                    .mapEmpty();
        }
        return started.map(done -> {
            Map<HostId, URI> urls = new LinkedHashMap<>();
            for (int i = 0; i < captures.size(); i++) {
                urls.put(hostOf(captures.get(i)), exporters.get(i).url(address(i)));
            }
            return urls;
        });
    }

    /** Which address sends the kernel messages of which host. */
    public Map<InetAddress, HostId> senders() {
        Map<InetAddress, HostId> senders = new LinkedHashMap<>();
        for (int i = 0; i < captures.size(); i++) {
            try {
                senders.put(InetAddress.getByName(address(i)), hostOf(captures.get(i)));
            } catch (UnknownHostException e) {
                throw new IllegalStateException(address(i) + " is a literal address", e);
            }
        }
        return senders;
    }

    /** Opens the senders of kernel messages towards a receiver. */
    public Future<Void> openKernels(String receiver, int port) {
        Future<Void> opened = Future.succeededFuture();
        for (int i = 0; i < captures.size(); i++) {
            Capture capture = captures.get(i);
            String address = address(i);
            opened = opened.compose(done -> RecordedKernel.open(vertx, capture, stage, address, receiver, port))
                    .onSuccess(kernels::add)
                    .mapEmpty();
        }
        return opened;
    }

    /** Lets the kernels send; the clock must run. */
    public void begin() {
        kernels.forEach(RecordedKernel::begin);
    }

    public Future<Void> stop() {
        List<Future<Void>> stopping = new ArrayList<>();
        exporters.forEach(exporter -> stopping.add(exporter.stop()));
        kernels.forEach(kernel -> stopping.add(kernel.stop()));
        return Future.join(stopping).mapEmpty();
    }
}
