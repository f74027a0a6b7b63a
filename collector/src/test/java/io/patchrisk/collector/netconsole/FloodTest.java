// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.netconsole;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchrisk.collector.channel.MessageCounters;
import io.patchrisk.collector.channel.ReceiverCounters;
import io.patchrisk.collector.log.LineCutter;
import io.patchrisk.collector.log.LogLine;
import io.patchrisk.model.fact.HostId;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Whoever floods is bounded and counted, and what the kernel says next is still found. */
class FloodTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final int LARGEST = 65_507;
    private static final String NEXT = "BUG: and on it goes";

    private final NetconsoleStream stream = new NetconsoleStream();
    private Instant now = START;
    private long lines;
    private int longest;
    private LogLine last;

    @Test
    void aMillionTinyDatagrams() {
        for (int i = 0; i < 1_000_000; i++) {
            feed("x\n");
        }
        findsTheNextMessage();
        assertThat(lines).isEqualTo(1_000_001);
    }

    @Test
    void aMillionMessagesThatEachLeaveAGap() {
        for (int i = 0; i < 1_000_000; i++) {
            feed("6," + 3L * i + "," + (1_000_000 + i) + ",-;x");
        }
        feed("3,3000000,3000000,-;" + NEXT + "\n");
        drain();
        assertThat(last.text()).isEqualTo(NEXT);
        assertThat(lines).isEqualTo(1_000_001);
        assertThat(stream.counters().missing()).isEqualTo(2_000_000);
        assertAddsUp();
    }

    @Test
    void anEndlessLineOfLegacyText() {
        String piece = "endless ".repeat(LARGEST / 8);
        for (int i = 0; i < 1_000; i++) {
            feed(piece);
        }
        feed("\n");
        findsTheNextMessage();
        assertThat(longest).isLessThanOrEqualTo(LineCutter.MAX_LENGTH);
        assertThat(stream.counters().cutLines()).isPositive();
    }

    @Test
    void theLargestDatagramsThatThereAre() {
        Random random = new Random(7);
        byte[] noise = new byte[LARGEST];
        for (int i = 0; i < 300; i++) {
            random.nextBytes(noise);
            feed(noise);
            feed(("6," + i + ",1000000,-;" + "y".repeat(LARGEST - 40)));
            feed("y\n".repeat(LARGEST / 2));
            feed("6," + i + ",1000000,-,ncfrag=0/32768;" + "z".repeat(32_000));
        }
        findsTheNextMessage();
        MessageCounters counters = stream.counters();
        assertThat(counters.dropped().get("incomplete")).isPositive();
        assertThat(counters.cutLines()).isPositive();
    }

    @Test
    void overTheNetwork() throws Exception {
        Vertx vertx = Vertx.vertx();
        CountDownLatch found = new CountDownLatch(1);
        NetconsoleReceiver receiver = new NetconsoleReceiver(
                vertx,
                new ReceiverOptions("127.0.0.1", 0, 1 << 20, 20, 1000),
                sender -> new HostId("h"),
                (host, some) -> {
                    if (some.stream().anyMatch(line -> line.text().equals(NEXT))) {
                        found.countDown();
                    }
                    return Future.succeededFuture();
                },
                InstantSource.system());
        int port = receiver.start().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        try (DatagramSocket socket = new DatagramSocket()) {
            byte[] large = "x\n".repeat(LARGEST / 2).getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < 500; i++) {
                send(socket, port, large);
            }
            // The system may drop any datagram of a flood, so the message is sent until it is there.
            for (int i = 0; i < 200 && !found.await(50, TimeUnit.MILLISECONDS); i++) {
                send(socket, port, ("3," + i + ",9000000,-;" + NEXT + "\n").getBytes(StandardCharsets.UTF_8));
            }
        }
        assertThat(found.getCount()).isZero();
        receiver.stop().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        ReceiverCounters counters = receiver.counters();
        assertThat(counters.messages().received()).isEqualTo(counters.messages().delivered());
        assertThat(counters.lines().handed() + counters.lines().droppedOrdinary())
                .isGreaterThan(counters.messages().delivered());
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private static void send(DatagramSocket socket, int port, byte[] bytes) throws Exception {
        socket.send(new DatagramPacket(bytes, bytes.length, new InetSocketAddress("127.0.0.1", port)));
    }

    private void findsTheNextMessage() {
        now = now.plusSeconds(10);
        feed("3,900000,99000000,-;" + NEXT + "\n");
        drain();
        assertThat(last.text()).isEqualTo(NEXT);
        assertAddsUp();
    }

    private void feed(String text) {
        feed(text.getBytes(StandardCharsets.UTF_8));
    }

    private void feed(byte[] datagram) {
        now = now.plusNanos(5_000);
        take(stream.accept(datagram, now));
    }

    private void drain() {
        take(stream.drain(now));
    }

    private void take(List<LogLine> some) {
        List<LogLine> taken = new ArrayList<>(some);
        lines += taken.size();
        for (LogLine line : taken) {
            longest = Math.max(longest, line.text().length());
            last = line;
        }
    }

    private void assertAddsUp() {
        MessageCounters counters = stream.counters();
        long rejected =
                counters.rejected().values().stream().mapToLong(Long::longValue).sum();
        long dropped =
                counters.dropped().values().stream().mapToLong(Long::longValue).sum();
        assertThat(counters.received()).isEqualTo(counters.delivered() + rejected + dropped + counters.held());
    }
}
