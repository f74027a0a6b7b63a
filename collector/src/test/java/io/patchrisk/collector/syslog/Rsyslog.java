// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.syslog;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Debian's rsyslogd as a process of its own, which takes a file for the kernel's log and knows nothing of this machine's. */
final class Rsyslog implements AutoCloseable {

    private static final Path DAEMON = Path.of("/usr/sbin/rsyslogd");

    private final Path kernelLog;
    private final Process process;

    private Rsyslog(Path kernelLog, Process process) {
        this.kernelLog = kernelLog;
        this.process = process;
    }

    /**
     * @param folder where its files are
     * @param config inputs besides the file, and where messages go
     */
    static Rsyslog start(Path folder, String config) throws IOException {
        assumeThat(DAEMON).as("rsyslog is not installed: not tested against it").exists();
        Path kernelLog = Files.createFile(folder.resolve("kernel.log"));
        Path file = Files.writeString(folder.resolve("rsyslog.conf"), """
                global(workDirectory="%s" localHostname="web-1")
                module(load="imfile")
                input(type="imfile" File="%s" Tag="kernel:" Facility="kern" Severity="err")
                """.formatted(folder, kernelLog) + config);
        Process process = new ProcessBuilder(DAEMON.toString(), "-n", "-iNONE", "-f", file.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("rsyslogd.log").toFile())
                .start();
        return new Rsyslog(kernelLog, process);
    }

    /** An action that forwards everything. */
    static String forward(String template, int port, String transport) {
        return "action(type=\"omfwd\" target=\"127.0.0.1\" port=\"%d\" template=\"%s\" %s action.resumeRetryCount=\"-1\" action.resumeInterval=\"1\")\n"
                .formatted(port, template, transport);
    }

    boolean isRunning() {
        return process.isAlive();
    }

    void print(List<String> lines) throws IOException {
        Files.writeString(
                kernelLog, String.join("\n", lines) + "\n", StandardCharsets.UTF_8, StandardOpenOption.APPEND);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
