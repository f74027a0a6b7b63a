// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.demo;

import io.patchrisk.collector.signal.SignalCatalogue;
import io.patchrisk.model.policy.Policy;
import io.patchrisk.model.risk.ModelCard;
import io.patchrisk.model.risk.ModelFile;
import io.patchrisk.model.risk.RiskModel;
import io.patchrisk.model.training.Trainer;
import io.patchrisk.model.training.TrainingRow;
import io.patchrisk.scoring.replay.RecordedHost;
import io.patchrisk.scoring.replay.TrainingRows;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Consumer;

/** A model that has seen none of the recordings that are played. */
public final class DemoModel {

    private static final long SEED = 1;

    private DemoModel() {}

    /**
     * Trains on the captures that take no part.
     *
     * @param folder where it is stored and loaded from again, as any model is
     */
    public static RiskModel train(
            List<Path> captures, SignalCatalogue catalogue, Policy policy, Path folder, Consumer<Path> progress)
            throws IOException {
        List<RecordedHost> hosts = RecordedHost.readAll(captures, catalogue, progress);
        List<TrainingRow> rows = new TrainingRows(policy).of(hosts);
        Trainer.Trained trained = new Trainer(SEED)
                .train(rows, Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        ModelCard card = ModelFile.save(trained.model(), trained.card(), folder);
        return new RiskModel(trained.model(), card);
    }
}
