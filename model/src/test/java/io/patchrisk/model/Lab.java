// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model;

import io.patchrisk.model.feature.Feature;
import io.patchrisk.model.feature.FeatureVector;
import io.patchrisk.model.risk.RiskModel;
import io.patchrisk.model.training.Trainer;
import io.patchrisk.model.training.TrainingRow;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/** A small laboratory: labelled cohorts whose harm shows in some feature, and the model trained from them. */
public final class Lab {

    /** What cohorts of few hosts lack: no verdict is possible there. */
    private static final Set<Feature> VERDICTS = Set.of(Feature.SYMPTOM_FOUND, Feature.RESOURCE_FOUND);

    private static final RiskModel MODEL =
            new Trainer(1).train(rows(7), "2026-01-01T00:00:00Z").riskModel();

    private Lab() {}

    public static RiskModel model() {
        return MODEL;
    }

    /**
     * Twelve groups of four runs each, of which the last has few hosts; every second group is harmful, in two features of its
     * own.
     */
    public static List<TrainingRow> rows(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<TrainingRow> rows = new ArrayList<>();
        for (int group = 0; group < 12; group++) {
            boolean harmful = group % 2 == 1;
            for (int run = 0; run < 4; run++) {
                Map<Feature, Double> values = new EnumMap<>(Feature.class);
                for (Feature feature : Feature.values()) {
                    values.put(feature, random.nextDouble(0, 0.2));
                }
                if (harmful) {
                    Feature[] all = Feature.values();
                    values.put(all[group % all.length], random.nextDouble(0.5, 1));
                    values.put(all[(group + 4) % all.length], random.nextDouble(0.5, 1));
                }
                FeatureVector features = new FeatureVector(values, run == 3 ? VERDICTS : Set.of());
                rows.add(new TrainingRow("run " + group + "." + run, "group " + group, true, harmful, features));
            }
        }
        return rows;
    }

    public static FeatureVector features(double value) {
        Map<Feature, Double> values = new EnumMap<>(Feature.class);
        for (Feature feature : Feature.values()) {
            values.put(feature, value);
        }
        return new FeatureVector(values);
    }
}
