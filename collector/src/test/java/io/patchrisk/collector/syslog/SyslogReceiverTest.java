// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.syslog;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchrisk.collector.channel.KernelLogSink;
import io.patchrisk.collector.channel.MessageCounters;
import io.patchrisk.model.fact.HostId;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SyslogReceiverTest {

    private static final SyslogSenders LOOPBACK =
            new SyslogSenders(Map.of("127.0.0.1", new HostId("h")), Set.of(), Map.of());

    private final Vertx vertx = Vertx.vertx();
    private final Heard heard = new Heard();

    @AfterEach
    void close() throws Exception {
        await(vertx.close());
    }

    @Test
    void takesNothingFromSendersThatNobodyListed() throws Exception {
        SyslogReceiver receiver = receiver(new SyslogSenders(Map.of("127.0.1.9", new HostId("h")), Set.of(), Map.of()));
        SyslogReceiver.Ports ports = await(receiver.start());

        try (Socket stranger = new Socket("127.0.0.1", ports.tcp())) {
            assertThat(stranger.getInputStream().read()).isEqualTo(-1);
        }
        datagram("127.0.0.1", ports.udp(), "<3>kernel: forged");
        datagram("127.0.1.9", ports.udp(), "<3>kernel: true");

        assertThat(heard.next().said()).isEqualTo("h: true");
        assertThat(stopped(receiver).rejected()).isEqualTo(Map.of("unlisted", 2L));
        assertThat(receiver.counters().messages().received()).isEqualTo(3);
    }

    @Test
    void boundsConnectionsOfOneSender() throws Exception {
        SyslogReceiver receiver = receiver(LOOPBACK, heard, 2, Duration.ofHours(1), 1000);
        int port = await(receiver.start()).tcp();
        List<Socket> kept = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            Socket socket = new Socket("127.0.0.1", port);
            kept.add(socket);
            send(socket, "<3>kernel: connection " + i + "\n");
            assertThat(heard.next().text()).isEqualTo("connection " + i);
        }
        try (Socket third = new Socket("127.0.0.1", port)) {
            assertThat(third.getInputStream().read()).isEqualTo(-1);
        }
        kept.get(0).close();
        // The receiver learns of it a moment later, and refuses until then.
        Heard.Line line = null;
        while (line == null) {
            try (Socket instead = new Socket("127.0.0.1", port)) {
                send(instead, "<3>kernel: a place became free\n");
                line = heard.within(Duration.ofMillis(200));
            } catch (SocketException e) {
                assertThat(e.getMessage()).containsAnyOf("reset", "Broken pipe");
            }
        }
        assertThat(line.text()).isEqualTo("a place became free");
        kept.get(1).close();
        assertThat(stopped(receiver).rejected()).containsOnlyKeys("too_many_connections");
    }

    @Test
    void closesAConnectionThatSaysNothing() throws Exception {
        SyslogReceiver receiver = receiver(LOOPBACK, heard, 2, Duration.ofMillis(100), 1000);
        try (Socket silent = new Socket("127.0.0.1", await(receiver.start()).tcp())) {
            send(silent, "20 <3>kernel: half a m");
            assertThat(silent.getInputStream().read()).isEqualTo(-1);
        }
        assertThat(stopped(receiver).rejected()).isEqualTo(Map.of("unfinished", 1L));
    }

    @Test
    void closesAConnectionThatIsNoSyslog() throws Exception {
        SyslogReceiver receiver = receiver(LOOPBACK);
        try (Socket browser = new Socket("127.0.0.1", await(receiver.start()).tcp())) {
            send(browser, "GET / HTTP/1.1\r\n\r\n");
            assertThat(browser.getInputStream().read()).isEqualTo(-1);
        }
        assertThat(stopped(receiver).rejected()).isEqualTo(Map.of("bad_frame", 1L));
    }

    @Test
    void readsNoFurtherWhileTheSinkIsBehindAndDropsNothing() throws Exception {
        Promise<Void> store = Promise.promise();
        SyslogReceiver receiver = receiver(
                LOOPBACK,
                (host, lines) -> store.future().compose(done -> heard.accept(host, lines)),
                2,
                Duration.ofHours(1),
                20_000);
        int lines = 300_000;
        Thread sender;
        try (Socket socket = new Socket("127.0.0.1", await(receiver.start()).tcp())) {
            sender = new Thread(() -> sendTinyLines(socket, lines));
            sender.start();
            // More than the bound of what may wait, and far less than what is sent.
            TcpProbe.awaitTrue(() -> receiver.counters().lines().waiting() > 10_000);
            assertThat(receiver.counters().messages().received()).isLessThan(lines / 2);
            store.complete();
            assertThat(heard.until("the last one")).hasSize(lines + 1);
            sender.join();
        }
        MessageCounters counters = stopped(receiver);
        assertThat(counters.received()).isEqualTo(lines + 1);
        assertThat(counters.delivered()).isEqualTo(lines + 1);
        assertThat(receiver.counters().lines().droppedOrdinary()).isZero();
    }

    @Test
    void findsTheNextMessageBehindAMillionTinyLinesAndAnEndlessOne() throws Exception {
        SyslogReceiver receiver = receiver(LOOPBACK);
        int port = await(receiver.start()).tcp();
        int lines = 1_000_000;
        try (Socket socket = new Socket("127.0.0.1", port)) {
            sendTinyLines(socket, lines);
            assertThat(heard.until("the last one")).hasSize(lines + 1);
            byte[] endless = "<3>kernel: endless ".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
            socket.getOutputStream().write(endless);
            socket.getOutputStream().write(endless);
            send(socket, "\n<3>kernel: [   12.000000] BUG: and on it goes\n");
            assertThat(heard.until("BUG: and on it goes")).hasSize(2);
        }
        MessageCounters counters = stopped(receiver);
        assertThat(counters.received()).isEqualTo(lines + 3);
        assertThat(counters.delivered()).isEqualTo(lines + 3);
        assertThat(counters.cutLines()).isPositive();
    }

    @Test
    void findsTheNextMessageBehindAFloodOfTheLargestDatagrams() throws Exception {
        SyslogReceiver receiver = receiver(LOOPBACK);
        int port = await(receiver.start()).udp();
        String junk = "\u0001junk ".repeat(65_507 / 6);
        for (int i = 0; i < 2_000; i++) {
            datagram("127.0.0.1", port, i % 2 == 0 ? junk : "<3>kernel: " + junk.substring(100));
        }
        Heard.Line found = null;
        // The system may drop any datagram of a flood, so the message is sent until it is there.
        for (int i = 0; i < 200 && found == null; i++) {
            datagram("127.0.0.1", port, "<3>kernel: [   12.000000] BUG: and on it goes");
            found = bug();
        }
        assertThat(found).isNotNull();
        MessageCounters counters = stopped(receiver);
        assertThat(counters.rejected()).containsKey("no_priority");
        assertThat(counters.received())
                .isEqualTo(counters.delivered()
                        + counters.rejected().values().stream()
                                .mapToLong(Long::longValue)
                                .sum());
    }

    private Heard.Line bug() throws InterruptedException {
        for (Heard.Line line = heard.within(Duration.ofMillis(50));
                line != null;
                line = heard.within(Duration.ofMillis(50))) {
            if (line.text().equals("BUG: and on it goes")) {
                return line;
            }
        }
        return null;
    }

    private SyslogReceiver receiver(SyslogSenders senders) {
        return receiver(senders, heard, 8, Duration.ofHours(1), 20_000);
    }

    private SyslogReceiver receiver(
            SyslogSenders senders, KernelLogSink sink, int perSender, Duration idle, int queued) {
        SyslogOptions options = new SyslogOptions("127.0.0.1", 0, 0, 8, perSender, idle, 20, queued);
        return new SyslogReceiver(vertx, options, senders, sink, InstantSource.system());
    }

    private static MessageCounters stopped(SyslogReceiver receiver) throws Exception {
        await(receiver.stop());
        return receiver.counters().messages();
    }

    private static void sendTinyLines(Socket socket, int count) {
        try {
            OutputStream out = new BufferedOutputStream(socket.getOutputStream(), 1 << 16);
            for (int i = 0; i < count; i++) {
                out.write("<6>kernel: x\n".getBytes(StandardCharsets.UTF_8));
            }
            out.write("<6>kernel: the last one\n".getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException e) {
            throw new AssertionError("could not send", e);
        }
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }

    private static void datagram(String from, int port, String message) throws IOException {
        byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
        try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(from, 0))) {
            socket.send(new DatagramPacket(bytes, bytes.length, new InetSocketAddress("127.0.0.1", port)));
        }
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
}
