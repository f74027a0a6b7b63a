// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.command;

import io.patchrisk.collector.signal.SignalCatalogue;
import io.patchrisk.model.policy.Policy;
import io.patchrisk.model.risk.Conformal;
import io.patchrisk.model.risk.HeldOut;
import io.patchrisk.model.risk.ModelCard;
import io.patchrisk.model.risk.ModelFile;
import io.patchrisk.model.risk.RiskModel;
import io.patchrisk.model.training.CohortCsv;
import io.patchrisk.model.training.CohortRow;
import io.patchrisk.model.training.Part;
import io.patchrisk.model.training.Trainer;
import io.patchrisk.model.training.TrainingCsv;
import io.patchrisk.model.training.TrainingRow;
import io.patchrisk.scoring.replay.ModelCardText;
import io.patchrisk.scoring.replay.RecordedHost;
import io.patchrisk.scoring.replay.ShippedCaptures;
import io.patchrisk.scoring.replay.TrainingRows;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code patchrisk train}: trains the risk model from captures or from rows of an earlier run. */
@Command(
        name = "train",
        description = "Train the risk model, cross-validated by patch, and write it with its card.",
        subcommands = TrainChangesCommand.class)
final class TrainCommand implements Callable<Integer> {

    @Option(
            names = "--captures",
            paramLabel = "DIR",
            description = "Folder of capture folders to learn from (default: the shipped ones).")
    private @Nullable Path captures;

    @Option(names = "--rows", paramLabel = "FILE", description = "CSV of training rows to learn from instead.")
    private @Nullable Path rows;

    @Option(
            names = "--table",
            paramLabel = "FILE",
            description =
                    "Learn from the train part of a table that `dataset build` made; families are held out whole. May be"
                            + " given several times.")
    private List<Path> tables = List.of();

    @Option(names = "--write-rows", paramLabel = "FILE", description = "Write the training rows as CSV.")
    private @Nullable Path writeRows;

    @Option(names = "--seed", defaultValue = "1", description = "Seed of the training (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--out",
            required = true,
            scope = ScopeType.INHERIT,
            paramLabel = "DIR",
            description = "Folder for the model and its card, for instance model.pb, model.card and MODEL-CARD.md.")
    private Path out = Path.of("");

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        List<TrainingRow> training = rows();
        Path target = writeRows;
        if (target != null) {
            try (BufferedWriter writer = Files.newBufferedWriter(target)) {
                TrainingCsv.write(training, writer);
            }
        }
        Trainer.Trained trained = new Trainer(seed)
                .train(training, Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        ModelCard card = ModelFile.save(trained.model(), trained.card(), out);
        String text = new ModelCardText(new RiskModel(trained.model(), card), training, trained.said()).markdown();
        Files.writeString(out.resolve("MODEL-CARD.md"), text);
        PrintWriter print = Terminal.out(spec);
        print.printf(
                Locale.ROOT,
                "model %s: %d rows, %.0f independent runs; held out by patch: AUC %.3f, Brier %.3f, calibration error %.3f%n",
                card.id(),
                training.size(),
                card.heldOut().stream().mapToDouble(HeldOut::weight).sum(),
                card.auc(),
                card.brier(),
                card.calibrationError());
        print.printf("%s%n", new Conformal(card.heldOut()).guarantee());
        print.printf("written to %s%n", out);
        print.flush();
        return 0;
    }

    /** Where to write; known to subcommands too. */
    Path out() {
        return out;
    }

    private List<TrainingRow> rows() throws IOException {
        Path csv = rows;
        if (csv != null) {
            try (BufferedReader reader = Files.newBufferedReader(csv)) {
                return TrainingCsv.read(reader);
            }
        }
        if (!tables.isEmpty()) {
            return CohortCsv.training(cohorts());
        }
        Path folder = captures;
        List<Path> folders = ShippedCaptures.in(folder == null ? ShippedCaptures.folder() : folder);
        SignalCatalogue catalogue = SignalCatalogue.bundled().withLabSignals();
        return new TrainingRows(Policy.DEFAULT).of(RecordedHost.readAll(folders, catalogue, read -> {}));
    }

    /** The rows of all tables to learn from; each numbers its cohorts from one. */
    private List<CohortRow> cohorts() throws IOException {
        List<CohortRow> cohorts = new ArrayList<>();
        for (int i = 0; i < tables.size(); i++) {
            String number = i + "-";
            try (BufferedReader reader = Files.newBufferedReader(tables.get(i))) {
                CohortCsv.read(reader).stream()
                        .filter(row -> row.part() == Part.TRAIN)
                        .map(row -> row.named(number + row.cohort()))
                        .forEach(cohorts::add);
            }
        }
        return cohorts;
    }
}
