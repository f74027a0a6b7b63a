// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.command;

import io.patchrisk.model.candidate.Comparison;
import io.patchrisk.model.outcome.OutcomeImport;
import io.patchrisk.model.outcome.OutcomeRow;
import io.patchrisk.scoring.replay.ModelSource;
import io.patchrisk.scoring.retraining.Ending;
import io.patchrisk.scoring.retraining.Figures;
import io.patchrisk.scoring.retraining.Order;
import io.patchrisk.scoring.retraining.Retraining;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code patchrisk retrain}: a candidate from lab table and outcomes, refused when it is worse than the model in use. */
@Command(
        name = "retrain",
        description = "Train a candidate on the lab table and on outcomes, and measure it on the part test of the table"
                + " against the model in use. It is written only when it is shown to be no worse, and used only when you set"
                + " model.path.",
        exitCodeListHeading = "Exit status:%n",
        exitCodeList = {
            "0:the candidate is written",
            "3:it is refused; nothing was written",
            "1:it could not be trained"
        })
final class RetrainCommand implements Callable<Integer> {

    private static final int REFUSED = 3;

    @Option(names = "--table", required = true, paramLabel = "FILE", description = "Table that `dataset build` made.")
    private Path table = Path.of("");

    @Option(names = "--outcomes", paramLabel = "FILE", description = "CSV of `outcomes export` to learn from as well.")
    private @Nullable Path outcomes;

    @Option(
            names = "--against",
            paramLabel = "DIR",
            description = "The model in use (default: the one that comes with the program).")
    private @Nullable Path against;

    @Option(
            names = "--margin",
            paramLabel = "BRIER",
            description = "How much worse its Brier score may be (default: 0.005).")
    private double margin = Comparison.MARGIN;

    @Option(names = "--seed", defaultValue = "1", description = "Seed of the training (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "Folder for the candidate; it must not be there yet.")
    private Path out = Path.of("");

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Order order = new Order(table, outcomeRows(), ModelSource.of(against).modelFor(List.of()), margin, seed, out);
        Ending ending = new Retraining(order, () -> false)
                .run(Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        PrintWriter print = Terminal.out(spec);
        int status = 0;
        if (ending instanceof Ending.Written written) {
            said(print, written.learned(), written.comparison());
            print.printf(
                    "candidate %s written to %s; to use it, set model.path to that folder and restart%n",
                    written.card().id(), out);
        } else if (ending instanceof Ending.Refused refused) {
            said(print, refused.learned(), refused.comparison());
            print.println("refused: it is not shown to be no worse than the model in use; nothing was written");
            status = REFUSED;
        }
        print.flush();
        return status;
    }

    private static void said(PrintWriter print, Ending.Learned learned, Comparison comparison) {
        print.printf("learned from %d lab rows and %d outcomes%n", learned.labRows(), learned.outcomes());
        print.println(Figures.text(comparison));
    }

    private List<OutcomeRow> outcomeRows() throws IOException {
        Path file = outcomes;
        if (file == null) {
            return List.of();
        }
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            OutcomeImport.Result read = OutcomeImport.read(reader);
            PrintWriter err = Terminal.err(spec);
            read.rejections()
                    .forEach(line -> err.printf("%s line %d: %s%n", file.getFileName(), line.line(), line.detail()));
            if (read.rejected() > 0) {
                err.printf("%s: %d lines are left out%n", file.getFileName(), read.rejected());
            }
            err.flush();
            return read.rows();
        }
    }
}
