// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.syslog;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchrisk.collector.log.LogLine;
import io.patchrisk.model.fact.HostId;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the real rsyslog sends, in each of its formats and framings. */
class RsyslogTest {

    private static final List<String> TEMPLATES =
            List.of("RSYSLOG_SyslogProtocol23Format", "RSYSLOG_TraditionalForwardFormat", "RSYSLOG_ForwardFormat");

    private static final List<String> TRANSPORTS = List.of(
            "protocol=\"udp\"",
            "protocol=\"tcp\" TCP_Framing=\"octet-counted\"",
            "protocol=\"tcp\" TCP_Framing=\"traditional\"");

    private static final List<String> PRINTED = List.of(
            "[  812.100000][  T321] BUG: kernel NULL pointer dereference, address: 0000000000000010",
            "[  812.100010][  T321] RIP: 0010:demo_open+0x24/0x90 [demo]",
            "[  812.100020][  T321]  ? demo_prepare+0x10/0x40 [demo]",
            "[  812.100030][  T321]  demo_ioctl+0x51/0xc0 [demo]",
            "a line without a stamp, with UTF-8: \u00e9",
            "[  812.100050] ---[ end trace 0000000000000000 ]---");

    private static final SyslogSenders LOOPBACK =
            new SyslogSenders(Map.of("127.0.0.1", new HostId("h")), Set.of(), Map.of());

    @TempDir
    private Path folder;

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() throws Exception {
        await(vertx.close());
    }

    @Test
    void isReadInEveryFormatOverEveryTransport() throws Exception {
        Map<String, Heard> receivers = new LinkedHashMap<>();
        StringBuilder actions = new StringBuilder();
        for (String template : TEMPLATES) {
            for (String transport : TRANSPORTS) {
                Heard heard = new Heard();
                SyslogReceiver.Ports ports =
                        await(receiver(LOOPBACK, heard, Duration.ofHours(1)).start());
                receivers.put(template + " " + transport, heard);
                int port = transport.contains("udp") ? ports.udp() : ports.tcp();
                actions.append(Rsyslog.forward(template, port, transport));
            }
        }
        Instant before = Instant.now().minusSeconds(2);
        try (Rsyslog rsyslog = Rsyslog.start(folder, actions.toString())) {
            rsyslog.print(PRINTED);
            for (Map.Entry<String, Heard> receiver : receivers.entrySet()) {
                List<LogLine> lines = receiver.getValue().next(PRINTED.size()).stream()
                        .map(Heard.Line::line)
                        .toList();
                assertThat(lines)
                        .as(receiver.getKey())
                        .extracting(LogLine::text)
                        .containsExactly(
                                "BUG: kernel NULL pointer dereference, address: 0000000000000010",
                                "RIP: 0010:demo_open+0x24/0x90 [demo]",
                                " ? demo_prepare+0x10/0x40 [demo]",
                                " demo_ioctl+0x51/0xc0 [demo]",
                                "a line without a stamp, with UTF-8: \u00e9",
                                "---[ end trace 0000000000000000 ]---");
                assertThat(lines.get(0).stampMicros()).isEqualTo(812_100_000L);
                assertThat(lines.get(0).caller()).isEqualTo("T321");
                assertThat(lines).allSatisfy(line -> {
                    assertThat(line.level()).isEqualTo(3);
                    assertThat(line.replayed()).isFalse();
                    assertThat(line.at()).isBetween(before, Instant.now());
                });
            }
        }
    }

    @Test
    void sendsOnAConnectionThatWasClosedBecauseItWasIdle() throws Exception {
        Heard heard = new Heard();
        SyslogReceiver receiver = receiver(LOOPBACK, heard, Duration.ofMillis(200));
        int port = await(receiver.start()).tcp();
        try (Rsyslog rsyslog =
                Rsyslog.start(folder, Rsyslog.forward(TEMPLATES.get(0), port, "protocol=\"tcp\" KeepAlive=\"on\""))) {
            rsyslog.print(List.of("[    1.000000] first"));
            assertThat(heard.next().text()).isEqualTo("first");
            TcpProbe.awaitNoConnection(port);
            rsyslog.print(List.of("[    2.000000] second"));
            assertThat(heard.next().text()).isEqualTo("second");
        }
    }

    @Test
    void forwardsByTheFileThatItsScriptWrites() throws Exception {
        Heard heard = new Heard();
        int port = await(receiver(LOOPBACK, heard, Duration.ofHours(1)).start()).tcp();
        Path script = Path.of(System.getProperty("patchrisk.home"), "collector", "hosts", "rsyslog-forward.sh");
        Process writing = new ProcessBuilder(
                        "sh", script.toString(), "--target", "127.0.0.1", "--port", "" + port, "--dry-run")
                .start();
        String config = new String(writing.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .replaceFirst("would write[^\n]*\n", "");
        try (Rsyslog rsyslog = Rsyslog.start(folder, config)) {
            rsyslog.print(List.of("[    1.000000] forwarded"));
            assertThat(heard.next().said()).isEqualTo("h: forwarded");
        }
    }

    @Test
    void relaysUnderTheNamesOfItsHosts() throws Exception {
        Heard heard = new Heard();
        SyslogSenders senders = new SyslogSenders(
                Map.of(),
                Set.of("127.0.0.1"),
                Map.of("web-1.example.com", new HostId("web-1"), "web-2", new HostId("web-2")));
        SyslogReceiver receiver = receiver(senders, heard, Duration.ofHours(1));
        int port = await(receiver.start()).tcp();
        int relayPort = TcpProbe.freeUdpPort();
        String relay = """
                module(load="imudp")
                input(type="imudp" address="127.0.0.1" port="%d")
                """.formatted(relayPort) + Rsyslog.forward(TEMPLATES.get(0), port, "protocol=\"tcp\"");
        try (Rsyslog rsyslog = Rsyslog.start(folder, relay);
                DatagramSocket hosts = new DatagramSocket(new InetSocketAddress("127.0.0.1", 0))) {
            String stranger = "<3>Nov 22 10:00:00 web-3 kernel: [    1.000000] of a host that nobody knows";
            String one = "<3>Nov 22 10:00:00 web-1.example.com kernel: [    1.000000] \tof one";
            String other = "<3>Nov 22 10:00:00 WEB-2 kernel: [    1.000000] of the other";
            String user = "<13>Nov 22 10:00:00 web-2 kernel: BUG: a user may say so, too";
            Heard.Line first = null;
            // Until rsyslog has bound its port, datagrams are lost; it prints nothing when it has.
            for (int i = 0; first == null && i < 100; i++) {
                send(hosts, relayPort, one);
                first = heard.within(Duration.ofMillis(200));
            }
            for (String message : List.of(stranger, user, other)) {
                send(hosts, relayPort, message);
            }
            assertThat(rsyslog.isRunning()).isTrue();
            assertThat(first).isNotNull();
            assertThat(first.said()).isEqualTo("web-1: \tof one");
            assertThat(heard.until("of the other"))
                    .last()
                    .satisfies(line -> assertThat(line.host()).isEqualTo(new HostId("web-2")));
        }
        await(receiver.stop());
        assertThat(receiver.counters().messages().rejected())
                .containsEntry("unknown_host", 1L)
                .containsEntry("not_kernel", 1L);
    }

    private SyslogReceiver receiver(SyslogSenders senders, Heard heard, Duration idle) {
        SyslogOptions options = new SyslogOptions("127.0.0.1", 0, 0, 8, 8, idle, 20, 1000);
        return new SyslogReceiver(vertx, options, senders, heard, InstantSource.system());
    }

    private static void send(DatagramSocket socket, int port, String message) throws Exception {
        byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
        socket.send(new DatagramPacket(bytes, bytes.length, new InetSocketAddress("127.0.0.1", port)));
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
}
