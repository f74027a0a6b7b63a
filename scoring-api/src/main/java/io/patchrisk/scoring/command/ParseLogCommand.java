// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.command;

import io.patchrisk.collector.log.Found;
import io.patchrisk.collector.log.KernelLogScan;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code patchrisk parse-log}: prints the reports that kernel logs hold. */
@Command(
        name = "parse-log",
        description = "Print the reports (oops, panic, warning, lockup, …) that kernel logs hold, in order.")
final class ParseLogCommand implements Callable<Integer> {

    private static final String STANDARD_INPUT = "-";
    private static final int PIECE = 64 * 1024;

    @Parameters(
            paramLabel = "FILE",
            arity = "0..*",
            description =
                    "Logs as dmesg, a serial console, syslog or /dev/kmsg write them; - is standard input, which is"
                            + " also read where no file is named.")
    private List<String> files = List.of();

    @Option(
            names = "--format",
            defaultValue = "table",
            paramLabel = "table|json",
            description = "A table, or one JSON object a report and line (default: ${DEFAULT-VALUE}).")
    private EventFormat format = EventFormat.table;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = Terminal.out(spec);
        format.head(out);
        for (String file : files.isEmpty() ? List.of(STANDARD_INPUT) : files) {
            if (file.equals(STANDARD_INPUT)) {
                parse(file, System.in, out);
            } else {
                try (InputStream in = Files.newInputStream(Path.of(file))) {
                    parse(file, in, out);
                }
            }
        }
        out.flush();
        return 0;
    }

    private void parse(String file, InputStream in, PrintWriter out) throws IOException {
        KernelLogScan scan = new KernelLogScan();
        byte[] piece = new byte[PIECE];
        for (int length = in.read(piece); length >= 0; length = in.read(piece)) {
            print(file, scan.feed(piece, 0, length), out);
        }
        print(file, scan.finish(), out);
    }

    private void print(String file, List<Found> found, PrintWriter out) {
        for (Found fact : found) {
            format.print(file, fact, out);
        }
    }
}
