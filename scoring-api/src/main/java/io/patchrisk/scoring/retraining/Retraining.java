// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.retraining;

import io.patchrisk.model.candidate.Comparison;
import io.patchrisk.model.outcome.OutcomeRow;
import io.patchrisk.model.risk.ModelCard;
import io.patchrisk.model.risk.ModelFile;
import io.patchrisk.model.risk.RiskModel;
import io.patchrisk.model.training.CohortCsv;
import io.patchrisk.model.training.Part;
import io.patchrisk.model.training.Trainer;
import io.patchrisk.model.training.TrainingRow;
import io.patchrisk.scoring.replay.ModelCardText;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** One candidate: trained, measured on the fixed lab test, and written beside the model in use or refused. */
public final class Retraining {

    private final Order order;
    private final BooleanSupplier cancelled;

    /** @param cancelled asked between two steps; training itself cannot be interrupted */
    public Retraining(Order order, BooleanSupplier cancelled) {
        this.order = order;
        this.cancelled = cancelled;
    }

    /** Does it all; throws {@link IOException} or {@link IllegalArgumentException}, saying what is wrong with what it was given. */
    public Ending run(String trainedAt) throws IOException {
        if (Files.exists(order.out())) {
            throw new FileAlreadyExistsException(
                    order.out() + " is there already; give the candidate a folder of its own");
        }
        List<TrainingRow> rows = new ArrayList<>(rows(Part.TRAIN));
        Ending.Learned learned =
                new Ending.Learned(rows.size(), order.outcomes().size());
        order.outcomes().stream().map(OutcomeRow::training).forEach(rows::add);
        List<TrainingRow> test = rows(Part.TEST);
        if (cancelled.getAsBoolean()) {
            return new Ending.Cancelled();
        }
        Trainer.Trained trained = new Trainer(order.seed()).train(rows, trainedAt);
        if (cancelled.getAsBoolean()) {
            return new Ending.Cancelled();
        }
        Comparison comparison = Comparison.of(order.inUse(), trained.riskModel(), test, order.margin(), order.seed());
        if (!comparison.notWorse()) {
            return new Ending.Refused(comparison, learned);
        }
        return cancelled.getAsBoolean()
                ? new Ending.Cancelled()
                : new Ending.Written(write(trained, rows, comparison), comparison, learned);
    }

    private List<TrainingRow> rows(Part part) throws IOException {
        try (BufferedReader reader = Files.newBufferedReader(order.labTable())) {
            return CohortCsv.training(reader, part);
        }
    }

    /** All or nothing: half a model beside the one in use would be taken for a whole one. */
    private ModelCard write(Trainer.Trained trained, List<TrainingRow> rows, Comparison comparison) throws IOException {
        Path out = order.out().toAbsolutePath();
        Path beside = out.resolveSibling(out.getFileName() + ".part");
        ModelCard card = ModelFile.save(trained.model(), trained.card(), beside);
        String text = new ModelCardText(new RiskModel(trained.model(), card), rows, trained.said()).markdown();
        Files.writeString(beside.resolve("MODEL-CARD.md"), text + section(comparison));
        Files.move(beside, out);
        return card;
    }

    private String section(Comparison comparison) {
        return String.format(
                java.util.Locale.ROOT,
                "%n**Against the model %s**, on the part test of the lab table with %d outcomes learned from: %s.%n",
                order.inUse().card().id(),
                order.outcomes().size(),
                Figures.text(comparison));
    }
}
