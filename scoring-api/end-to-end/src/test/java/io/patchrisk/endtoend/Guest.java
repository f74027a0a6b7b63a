// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A real kernel with a real node_exporter, started by the lab in QEMU; it does what it is told by its standard input. */
final class Guest implements AutoCloseable {

    private static final Path LAB = Path.of(System.getProperty("patchrisk.home"), "datasets", "lab");
    static final Path KERNEL = LAB.resolve("target/kernels/6.1");
    static final Path QEMU = Path.of("/usr/bin/qemu-system-x86_64");

    private final Process process;
    private final BufferedReader events;
    private final Path log;
    private final URI metrics;

    private Guest(Process process, Path log, URI metrics) {
        this.process = process;
        this.log = log;
        this.metrics = metrics;
        events = process.inputReader(StandardCharsets.UTF_8);
    }

    /**
     * Starts a guest and returns at once.
     *
     * @param folder where its disk and the log of its console go
     * @param address on loopback, from which its kernel log comes
     * @param port on loopback, to which it goes
     * @param patches live-patch modules that it can load
     */
    static Guest start(Path folder, String address, int port, String... patches) throws IOException {
        int metrics = Servers.freePort();
        Path log = Files.createDirectories(folder).resolve("qemu.log");
        List<String> command = List.of(
                LAB.resolve("lab").toString(),
                "live",
                folder.toString(),
                "--kernel=" + KERNEL.getFileName(),
                "--modules=" + String.join(",", patches),
                "--metrics=" + metrics,
                "--netconsole=" + port,
                "--address=" + address);
        Process process =
                new ProcessBuilder(command).redirectError(log.toFile()).start();
        return new Guest(process, log, URI.create("http://127.0.0.1:" + metrics + "/metrics"));
    }

    URI metrics() {
        return metrics;
    }

    /** Waits until its programs run; returns the kernel's release. */
    String ready() throws IOException {
        return event("ready");
    }

    /** Loads a live patch. */
    void load(String patch) throws IOException {
        tell("load " + patch);
        assertThat(event("load-ends")).isEqualTo(patch + " 0");
    }

    /** Takes a live patch off again; the kernel says when that is done. */
    void disable(String patch) throws IOException {
        tell("patch_switch " + patch + "/enabled 0");
        assertThat(event("switch")).isEqualTo(patch + "/enabled 0 0");
    }

    private void tell(String command) throws IOException {
        OutputStream commands = process.getOutputStream();
        commands.write((command + "\n").getBytes(StandardCharsets.UTF_8));
        commands.flush();
    }

    /** The words of the next event of this name; each line is an uptime, a name, and words. */
    private String event(String name) throws IOException {
        for (String line = events.readLine(); line != null; line = events.readLine()) {
            String[] parts = line.split(" ", 3);
            if (parts.length > 1 && parts[1].equals(name)) {
                return parts.length > 2 ? parts[2] : "";
            }
        }
        throw new AssertionError("the guest ended before it said \"" + name + "\": " + Files.readString(log));
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        Ending.await(process);
        // What is left is worth keeping: the logs.
        for (String large : List.of("disk", "initrd")) {
            Files.deleteIfExists(log.resolveSibling(large));
        }
    }
}
