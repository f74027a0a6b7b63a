// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.endtoend;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code patchrisk demo} as a process: recordings of real patches, played to a real service. */
final class DemoProcess implements AutoCloseable {

    private static final Pattern ADDRESS = Pattern.compile("The service runs at (http://[^/]+)/.*");

    private final Process process;
    private final BufferedReader lines;
    private final Api api;

    private DemoProcess(Process process, BufferedReader lines, URI address) {
        this.process = process;
        this.lines = lines;
        this.api = new Api(address);
    }

    /** Starts it and waits until it has learned and the service is there; the recordings then just begin. */
    static DemoProcess start(Path log, String... arguments) throws IOException {
        List<String> command = ServiceProcess.command("demo");
        command.removeIf(option -> option.startsWith("-X"));
        // It trains a model, as the launcher does with as much.
        command.add(1, "-Xmx1g");
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
        StringBuilder said = new StringBuilder();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            Matcher address = ADDRESS.matcher(line);
            if (address.matches()) {
                return new DemoProcess(process, lines, URI.create(address.group(1)));
            }
            said.append(line).append('\n');
        }
        throw new IllegalStateException(
                "the demo ended before the service ran; it said:\n" + said + Files.readString(log));
    }

    Api api() {
        return api;
    }

    /** Waits until all recordings were played; the service then goes on to answer. */
    void awaitEnd() throws IOException {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("console: ")) {
                return;
            }
        }
        throw new IllegalStateException("the demo ended before its recordings");
    }

    @Override
    public void close() {
        process.toHandle().destroy();
        Ending.await(process);
    }
}
