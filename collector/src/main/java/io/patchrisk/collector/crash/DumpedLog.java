// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The log inside a dump, as {@code makedumpfile --dump-dmesg} of the operator's machine reads it. */
public final class DumpedLog {

    private DumpedLog() {}

    /** What came of asking. */
    public sealed interface Outcome {

        /** The log. */
        record Read(CrashLog log) implements Outcome {}

        /** No log, and why. */
        record NotRead(String why) implements Outcome {}
    }

    /**
     * Reads the log of a dump. Blocks until the program ends or {@code timeout} passes; the dump is only read, and what the
     * program writes goes to a directory of its own that is gone afterwards.
     *
     * @param program name or path of makedumpfile
     */
    public static Outcome read(Path dump, String program, Duration timeout) {
        try {
            Path room = Files.createTempDirectory("patchrisk-dmesg");
            Path text = room.resolve("dmesg");
            try {
                return read(dump, program, text, timeout);
            } finally {
                Files.deleteIfExists(text);
                Files.delete(room);
            }
        } catch (IOException e) {
            return new Outcome.NotRead(program + " gave no log: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome.NotRead(program + " was interrupted");
        }
    }

    private static Outcome read(Path dump, String program, Path text, Duration timeout)
            throws IOException, InterruptedException {
        Process process = new ProcessBuilder(program, "--dump-dmesg", dump.toString(), text.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        process.getOutputStream().close();
        if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
            process.destroyForcibly().waitFor();
            return new Outcome.NotRead(program + " took longer than " + timeout.toSeconds() + " s");
        }
        if (process.exitValue() != 0 || !Files.exists(text)) {
            return new Outcome.NotRead(program + " ended with status " + process.exitValue());
        }
        byte[] newest = SmallFile.tail(text, CrashLog.LONGEST + 1);
        return new Outcome.Read(CrashText.newest(program + " --dump-dmesg", newest, false));
    }
}
