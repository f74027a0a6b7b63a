// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.command;

import io.patchrisk.collector.corpus.Evaluation;
import io.patchrisk.collector.corpus.Measure;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code patchrisk evaluate}: measures how well a part of the program does its work. */
@Command(
        name = "evaluate",
        description = "Measure the program on data whose truth is known.",
        subcommands = {EvaluateCommand.Logs.class, EvaluateModelCommand.class, EvaluateChangesCommand.class})
final class EvaluateCommand {

    EvaluateCommand() {}

    /** {@code patchrisk evaluate logs}: how well kernel logs are read. */
    @Command(
            name = "logs",
            description =
                    "Read kernel logs whose reports are known (one JSON object a line: id, log, title, alt_titles,"
                            + " type, corrupted, …) and print how many were read rightly.")
    static final class Logs implements Callable<Integer> {

        @Parameters(paramLabel = "FILE", arity = "1..*", description = "Corpora, JSON lines.")
        private List<Path> corpora = List.of();

        @Option(names = "--misses", description = "List each miss with what was expected and what was read.")
        private boolean misses;

        @Spec
        private @Nullable CommandSpec spec;

        @Override
        public Integer call() throws IOException {
            PrintWriter out = Terminal.out(spec);
            for (Path corpus : corpora) {
                out.println(corpus.getFileName());
                for (Measure measure : Evaluation.of(corpus).measures()) {
                    out.println("  " + measure);
                    if (misses) {
                        measure.misses().forEach(miss -> out.println("      " + miss));
                    }
                }
            }
            out.flush();
            return 0;
        }
    }
}
