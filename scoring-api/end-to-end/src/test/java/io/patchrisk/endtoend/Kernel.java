// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.endtoend;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The netconsole of one host's kernel: real datagrams in the extended format, from an address of its own. */
final class Kernel implements AutoCloseable {

    /** Three hours: a patch that appears right after the boot would be taken for one that was there before. */
    static final long UPTIME_MICROS = 10_800_000_000L;

    private final DatagramSocket socket;
    private final InetSocketAddress receiver;
    private final long began = System.nanoTime();
    private long sequence = 1000;

    /**
     * @param address this host's, such as 127.0.1.7
     * @param port the receiver's, on loopback
     */
    Kernel(String address, int port) throws IOException {
        socket = new DatagramSocket(new InetSocketAddress(address, 0));
        receiver = new InetSocketAddress("127.0.0.1", port);
    }

    /** Prints one message; returns its sequence number. */
    long print(String text) throws IOException {
        long micros = UPTIME_MICROS + (System.nanoTime() - began) / 1000;
        return print(micros, text);
    }

    /** Prints one message with a stamp of its own, microseconds since boot. */
    long print(long stampMicros, String text) throws IOException {
        long number = sequence++;
        send(("6," + number + "," + stampMicros + ",-;" + text + "\n").getBytes(StandardCharsets.UTF_8));
        return number;
    }

    /** What a kernel prints while it loads a live patch. */
    static List<String> loaded(String module) {
        return List.of(
                "livepatch: enabling patch '" + module + "'",
                "livepatch: '" + module + "': starting patching transition",
                "livepatch: '" + module + "': patching complete");
    }

    /** Loads a live patch: prints what a kernel does. */
    void loadLivePatch(String module) throws IOException {
        for (String line : loaded(module)) {
            print(line);
        }
    }

    void send(byte[] datagram) throws IOException {
        socket.send(new DatagramPacket(datagram, datagram.length, receiver));
    }

    @Override
    public void close() {
        socket.close();
    }
}
