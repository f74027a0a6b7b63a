// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.command;

import io.patchrisk.model.change.ChangeMeasure;
import io.patchrisk.model.change.ChangeTrainer;
import io.patchrisk.scoring.change.ChangeCorpus;
import io.patchrisk.scoring.change.ChangeModelFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code patchrisk train changes}: learns from labelled changes what evidence is worth. */
@Command(
        name = "changes",
        description =
                "Train the model of `evaluate changes` on the *.dev.jsonl of a folder, cross-validated by day, series"
                        + " or issue, and write change.model and change.card.")
final class TrainChangesCommand implements Callable<Integer> {

    @Parameters(paramLabel = "DIR", description = "Folder of labelled changes.")
    private Path corpora = Path.of("");

    @ParentCommand
    private @Nullable TrainCommand train;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        ChangeCorpus corpus = ChangeCorpus.read(corpora);
        ChangeTrainer.Trained trained = new ChangeTrainer(corpus.changes()).train();
        TrainCommand parent = train;
        Path out = parent == null ? Path.of("") : parent.out();
        ChangeModelFile.save(trained, corpus, out);
        PrintWriter print = Terminal.out(spec);
        for (ChangeMeasure measure : trained.measured()) {
            print.printf(
                    Locale.ROOT,
                    "%-34s %4d cases, AUC %s, within folds %.3f, Brier %s, calibration error %s, flagged %.3f of broken and %.3f of others%n",
                    measure.set(),
                    measure.cases(),
                    ChangeModelFile.interval(measure.area()),
                    measure.areaWithin(),
                    ChangeModelFile.interval(measure.brier()),
                    ChangeModelFile.interval(measure.calibration()),
                    measure.hits(),
                    measure.alarms());
        }
        trained.otherSets()
                .forEach((set, area) -> print.printf(Locale.ROOT, "%-34s AUC %.3f from the other sets%n", set, area));
        print.printf("written to %s%n", out);
        print.flush();
        return 0;
    }
}
