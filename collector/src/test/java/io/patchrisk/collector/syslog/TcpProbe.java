// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.syslog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** What the system says of ports on loopback. */
final class TcpProbe {

    /** The state of an established connection in proc(5). */
    private static final String ESTABLISHED = "01";

    private TcpProbe() {}

    static int freeUdpPort() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress("127.0.0.1", 0))) {
            return socket.getLocalPort();
        }
    }

    /** Waits until nobody is connected to a port. */
    static void awaitNoConnection(int port) {
        awaitConnections(port, 0);
    }

    /** Waits until so many are connected to a port. */
    static void awaitConnections(int port, int count) {
        awaitTrue(() -> connections(port) == count);
    }

    static void awaitTrue(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not within 20 s");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    private static int connections(int port) {
        String local = ":%04x".formatted(port).toUpperCase(Locale.ROOT);
        int established = 0;
        for (String table : new String[] {"/proc/net/tcp", "/proc/net/tcp6"}) {
            for (String row : rows(Path.of(table))) {
                String[] cells = row.trim().split("\\s+");
                established += cells.length > 3 && cells[1].endsWith(local) && cells[3].equals(ESTABLISHED) ? 1 : 0;
            }
        }
        return established;
    }

    private static List<String> rows(Path table) {
        try {
            return Files.readAllLines(table);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
