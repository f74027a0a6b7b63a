// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.endtoend;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The service as an operator has it: a process of its own, configured by a file, ended by a signal. */
final class ServiceProcess implements AutoCloseable {

    /** A compiler that does not optimise and a collector of one thread start fastest. */
    private static final List<String> QUICK = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m");

    private static final Pattern ADDRESSES =
            Pattern.compile(".*API on (http://\\S+?)/?, health and metrics on (http://\\S+)/metrics");

    private final Process process;
    private final Api api;
    private final Api management;

    private ServiceProcess(Process process, URI api, URI management) {
        this.process = process;
        this.api = new Api(api);
        this.management = new Api(management);
    }

    /** Starts the service and waits until it says where it listens. */
    static ServiceProcess start(Config config) throws IOException, InterruptedException {
        Path file = config.write();
        Path log = file.resolveSibling("service.log");
        List<String> command = command("serve", "--config", file.toString());
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
        String line = lines.readLine();
        Matcher addresses = ADDRESSES.matcher(line == null ? "" : line);
        if (!addresses.matches()) {
            process.destroyForcibly().waitFor();
            throw new IllegalStateException(
                    "the service said \"" + line + "\" instead of where it listens; its log: " + Files.readString(log));
        }
        return new ServiceProcess(process, URI.create(addresses.group(1)), URI.create(addresses.group(2)));
    }

    /** The command line of a Patchrisk command, run from what was built for this test. */
    static List<String> command(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(QUICK);
        command.addAll(List.of(
                "-Dpatchrisk.home=" + System.getProperty("patchrisk.home"),
                "-cp",
                System.getProperty("java.class.path"),
                "io.patchrisk.scoring.command.Patchrisk"));
        command.addAll(List.of(arguments));
        return command;
    }

    Api api() {
        return api;
    }

    Api management() {
        return management;
    }

    Metrics metrics() throws IOException, InterruptedException {
        return Metrics.of(management.get("/metrics").text());
    }

    Reply gate(String rollout) throws IOException, InterruptedException {
        return api.get("/api/v1/gate?rollout=" + rollout);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** {@code kill -9}. */
    void kill() throws InterruptedException {
        process.toHandle().destroyForcibly();
        process.waitFor();
    }

    /** SIGTERM; returns at once. */
    void terminate() {
        process.toHandle().destroy();
    }

    /** The exit status, or null when it has not ended in time. */
    Integer exitStatus(long seconds) throws InterruptedException {
        return process.waitFor(seconds, TimeUnit.SECONDS) ? process.exitValue() : null;
    }

    @Override
    public void close() {
        terminate();
        Ending.await(process);
    }
}
