// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.netconsole;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchrisk.collector.channel.KernelLogSink;
import io.patchrisk.collector.channel.KnownSources;
import io.patchrisk.collector.channel.LineCounters;
import io.patchrisk.collector.channel.MessageCounters;
import io.patchrisk.collector.log.LogLine;
import io.patchrisk.model.fact.HostId;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.datagram.DatagramSocket;
import io.vertx.core.datagram.DatagramSocketOptions;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NetconsoleReceiverTest {

    private static final ReceiverOptions LOOPBACK = new ReceiverOptions("127.0.0.1", 0, 1 << 20, 20, 1000);

    private final Vertx vertx = Vertx.vertx();
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

    @AfterEach
    void close() throws Exception {
        await(vertx.close());
    }

    @Test
    void tellsSendersBehindOneAddressApartByTheirPort() throws Exception {
        DatagramSocket one = await(socket());
        DatagramSocket other = await(socket());
        Map<String, HostId> hosts = Map.of(
                "127.0.0.1:" + one.localAddress().port(), new HostId("one"),
                "127.0.0.1:" + other.localAddress().port(), new HostId("other"));
        NetconsoleReceiver receiver = receiver(hosts::get, this::hear);
        int port = await(receiver.start());

        await(one.send("6,1,1000000,-;from one\n", port, "127.0.0.1"));
        await(other.send("6,1,1000000,-;from other\n", port, "127.0.0.1"));

        assertThat(List.of(next(), next())).containsExactlyInAnyOrder("one: from one", "other: from other");
        await(receiver.stop());
        assertThat(receiver.counters().sources()).isEqualTo(2);
    }

    @Test
    void countsAndDropsSendersThatNobodyListed() throws Exception {
        DatagramSocket stranger = await(socket());
        DatagramSocket listed = await(socket());
        String known = "127.0.0.1:" + listed.localAddress().port();
        NetconsoleReceiver receiver = receiver(sender -> sender.equals(known) ? new HostId("known") : null, this::hear);
        int port = await(receiver.start());

        await(stranger.send("6,1,1000000,-;forged\n", port, "127.0.0.1"));
        await(listed.send("6,1,1000000,-;true\n", port, "127.0.0.1"));

        assertThat(next()).isEqualTo("known: true");
        await(receiver.stop());
        assertThat(receiver.counters().messages().rejected()).containsEntry("unlisted", 1L);
        assertThat(receiver.counters().messages().received()).isEqualTo(2);
    }

    @Test
    void offersLinesAgainThatTheSinkDidNotTake() throws Exception {
        DatagramSocket sender = await(socket());
        AtomicInteger offers = new AtomicInteger();
        NetconsoleReceiver receiver = receiver(address -> new HostId("h"), (host, lines) -> {
            if (offers.getAndIncrement() == 0) {
                return Future.failedFuture("the store is busy");
            }
            return hear(host, lines);
        });
        int port = await(receiver.start());

        await(sender.send("6,1,1000000,-;kept\n", port, "127.0.0.1"));

        assertThat(next()).isEqualTo("h: kept");
        await(receiver.stop());
        assertThat(receiver.counters().lines()).isEqualTo(new LineCounters(1, 0, 0, 0, 1));
    }

    @Test
    void handsOnWhatWaitsWhenItStops() throws Exception {
        DatagramSocket sender = await(socket());
        BlockingQueue<String> resolved = new LinkedBlockingQueue<>();
        NetconsoleReceiver receiver = receiver(
                address -> {
                    resolved.add(address);
                    return new HostId("h");
                },
                this::hear);
        int port = await(receiver.start());

        await(sender.send("6,1,1000000,-;last words\n", port, "127.0.0.1"));
        assertThat(resolved.poll(10, TimeUnit.SECONDS)).isEqualTo("127.0.0.1");
        await(receiver.stop());

        assertThat(heard).containsExactly("h: last words");
        MessageCounters counters = receiver.counters().messages();
        assertThat(counters.delivered()).isEqualTo(1);
        assertThat(counters.held()).isZero();
    }

    private NetconsoleReceiver receiver(KnownSources known, KernelLogSink sink) {
        return new NetconsoleReceiver(vertx, LOOPBACK, known, sink, InstantSource.system());
    }

    private Future<DatagramSocket> socket() {
        return vertx.createDatagramSocket(new DatagramSocketOptions()).listen(0, "127.0.0.1");
    }

    private Future<Void> hear(HostId host, List<LogLine> lines) {
        lines.forEach(line -> heard.add(host + ": " + line.text()));
        return Future.succeededFuture();
    }

    private String next() throws InterruptedException {
        return heard.poll(10, TimeUnit.SECONDS);
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
}
