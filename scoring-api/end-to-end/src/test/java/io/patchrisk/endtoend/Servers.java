// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.endtoend;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Debian's own servers as child processes, ended with the test. */
final class Servers implements AutoCloseable {

    private static final Path NODE_EXPORTER = Path.of("/usr/bin/prometheus-node-exporter");
    private static final Path PROMETHEUS = Path.of("/usr/bin/prometheus");
    private static final Path ALERTMANAGER = Path.of("/usr/bin/prometheus-alertmanager");
    private static final Path RSYSLOG = Path.of("/usr/sbin/rsyslogd");

    private final Path folder;
    private final List<Process> running = new ArrayList<>();

    /** @param folder where they log and keep what they store */
    Servers(Path folder) {
        this.folder = folder;
    }

    /** Where the metrics of so many node_exporters are; all of them see this one machine. */
    List<URI> nodeExporters(int count) throws IOException {
        assumeThat(NODE_EXPORTER)
                .as("node_exporter is not installed: not tested against it")
                .exists();
        List<URI> metrics = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int port = freePort();
            start(NODE_EXPORTER.toString(), "--web.listen-address=127.0.0.1:" + port);
            metrics.add(URI.create("http://127.0.0.1:" + port + "/metrics"));
        }
        return metrics;
    }

    /**
     * Root of a Prometheus that runs with this configuration.
     *
     * @param flags more of its command line
     */
    URI prometheus(String config, String... flags) throws IOException {
        assumeThat(PROMETHEUS)
                .as("Prometheus is not installed: not tested against it")
                .exists();
        int port = freePort();
        List<String> command = new ArrayList<>(List.of(
                PROMETHEUS.toString(),
                "--config.file=" + Files.writeString(folder.resolve("prometheus.yml"), config),
                "--storage.tsdb.path=" + folder.resolve("tsdb"),
                "--web.listen-address=127.0.0.1:" + port));
        command.addAll(List.of(flags));
        start(command.toArray(String[]::new));
        return URI.create("http://127.0.0.1:" + port);
    }

    /** An Alertmanager that runs with this configuration on this port; it forgets everything with its end. */
    Process alertmanager(int port, String config) throws IOException {
        assumeThat(ALERTMANAGER)
                .as("Alertmanager is not installed: not tested against it")
                .exists();
        return start(
                ALERTMANAGER.toString(),
                "--config.file=" + Files.writeString(folder.resolve("alertmanager-" + port + ".yml"), config),
                "--storage.path=" + Files.createTempDirectory(folder, "alertmanager"),
                "--web.listen-address=127.0.0.1:" + port,
                "--cluster.listen-address=");
    }

    /**
     * An rsyslogd that takes a file for the kernel's log and forwards it to a TCP port on loopback.
     *
     * @param hostname what it calls its host
     * @return the file
     */
    Path rsyslog(String hostname, int tcpPort) throws IOException {
        assumeThat(RSYSLOG)
                .as("rsyslog is not installed: not tested against it")
                .exists();
        Path kernelLog = Files.createFile(folder.resolve("kernel-of-" + hostname + ".log"));
        Path work = Files.createDirectory(folder.resolve("rsyslog-" + hostname));
        Path config =
                Files.writeString(work.resolve("rsyslog.conf"), """
                global(workDirectory="%s" localHostname="%s")
                module(load="imfile")
                input(type="imfile" File="%s" Tag="kernel:" Facility="kern" Severity="err")
                action(type="omfwd" target="127.0.0.1" port="%d" protocol="tcp" TCP_Framing="octet-counted"
                       template="RSYSLOG_SyslogProtocol23Format" action.resumeRetryCount="-1" action.resumeInterval="1")
                """.formatted(work, hostname, kernelLog, tcpPort));
        start(RSYSLOG.toString(), "-n", "-iNONE", "-f", config.toString());
        return kernelLog;
    }

    private Process start(String... command) throws IOException {
        Process server = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(
                        folder.resolve("server-" + running.size() + ".log").toFile())
                .start();
        running.add(server);
        return server;
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    static int freeUdpPort() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress("127.0.0.1", 0))) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        running.forEach(Process::destroy);
        running.forEach(Ending::await);
    }
}
