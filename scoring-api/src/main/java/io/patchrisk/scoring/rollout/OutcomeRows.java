// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.rollout;

import io.patchrisk.model.feature.Feature;
import io.patchrisk.model.feature.FeatureVector;
import io.patchrisk.model.outcome.Label;
import io.patchrisk.model.outcome.NamedFeatures;
import io.patchrisk.model.outcome.OutcomeRow;
import io.patchrisk.model.outcome.Rule;
import io.patchrisk.model.policy.Decision;
import io.patchrisk.scoring.desk.Weighed;
import io.patchrisk.scoring.fleet.Fleet;
import io.patchrisk.scoring.fleet.FleetFact.OutcomeImported;
import io.patchrisk.scoring.fleet.FleetFact.OutcomeTold;
import io.patchrisk.scoring.fleet.RolloutState;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The rows to learn from that follow from outcomes: those of this service's rollouts, and those of other installations. */
final class OutcomeRows {

    private OutcomeRows() {}

    /** All rows, in order of run. */
    static List<OutcomeRow> of(Fleet fleet) {
        Map<String, OutcomeRow> rows = new TreeMap<>();
        for (OutcomeImported imported : fleet.importedOutcomes().all()) {
            put(rows, row(imported.run(), imported.patch(), imported.rule(), imported.toldAt(), imported.weighed()));
        }
        fleet.rollouts().forEach(rollout -> put(rows, of(rollout)));
        return List.copyOf(rows.values());
    }

    private static void put(Map<String, OutcomeRow> rows, @Nullable OutcomeRow row) {
        if (row != null) {
            rows.put(row.run(), row);
        }
    }

    /** The row that follows from the outcome of a rollout; null when none does. */
    static @Nullable OutcomeRow of(RolloutState rollout) {
        OutcomeTold counts = Outcomes.counting(rollout.aftermath().told());
        return counts == null
                ? null
                : row(
                        run(rollout),
                        rollout.declaration().patch(),
                        Outcomes.rule(counts),
                        counts.at(),
                        counts.shown().weighed());
    }

    private static @Nullable OutcomeRow row(
            String run, String patch, Rule rule, Instant toldAt, @Nullable Weighed weighed) {
        if (weighed == null || weighed.featureVersion() != Feature.VERSION || rule.label() == Label.UNCONFIRMED) {
            return null;
        }
        FeatureVector features = features(weighed.features());
        return features == null
                ? null
                : new OutcomeRow(
                        run,
                        patch,
                        rule,
                        toldAt,
                        weighed.decision().word(),
                        weighed.at(),
                        weighed.patchedHosts(),
                        weighed.controlHosts(),
                        features);
    }

    private static @Nullable FeatureVector features(Map<String, Double> byWord) {
        try {
            return NamedFeatures.vector(byWord);
        } catch (IllegalArgumentException e) {
            // A look that lacks what this version cannot do without makes no row.
            return null;
        }
    }

    /** The name of a rollout in tables: it tells nobody what the rollout was called. */
    static String run(RolloutState rollout) {
        String name = rollout.id() + "\n" + rollout.openedAt() + "\n"
                + rollout.declaration().patch();
        return Digests.sha256(Buffer.buffer(name)).substring(0, 16);
    }

    /** What another installation's row was weighed from. */
    static Weighed weighed(OutcomeRow row) {
        return new Weighed(
                row.decidedAt(),
                Decision.valueOf(row.decision().toUpperCase(Locale.ROOT)),
                Feature.VERSION,
                NamedFeatures.of(row.features()),
                null,
                row.patchedHosts(),
                row.controlHosts());
    }
}
