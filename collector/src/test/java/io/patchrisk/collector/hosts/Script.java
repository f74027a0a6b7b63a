// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.hosts;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A script for hosts, run by the system's sh with commands of the test's in front of the system's own. */
final class Script {

    static final Path FOLDER = Path.of(System.getProperty("patchrisk.home"), "collector", "hosts");

    /** What a run ended with; output and errors are one text. */
    record Ran(int status, String said) {}

    private final Path file;
    private final Path commands;
    private final Map<String, String> environment = new HashMap<>();

    /** @param folder where the test's commands are made */
    Script(String name, Path folder) throws IOException {
        file = FOLDER.resolve(name);
        commands = Files.createDirectories(folder.resolve("bin"));
    }

    /** Puts a command of the test's in front of the system's. */
    void command(String name, String body) throws IOException {
        Path command = Files.writeString(commands.resolve(name), "#!/bin/sh\n" + body + "\n");
        if (!command.toFile().setExecutable(true)) {
            throw new IOException(command + " cannot be made executable");
        }
    }

    /** Sets a variable for every run. */
    void environment(String name, String value) {
        environment.put(name, value);
    }

    Ran run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("sh", file.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        builder.environment().merge("PATH", commands.toString(), (path, first) -> first + ":" + path);
        Process process = builder.start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError(file + " did not end; it said: " + said);
        }
        return new Ran(process.exitValue(), said);
    }
}
