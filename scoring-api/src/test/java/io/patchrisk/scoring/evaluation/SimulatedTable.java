// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.evaluation;

import io.patchrisk.model.feature.Feature;
import io.patchrisk.model.feature.FeatureVector;
import io.patchrisk.model.risk.RiskModel;
import io.patchrisk.model.training.CohortRow;
import io.patchrisk.model.training.Part;
import io.patchrisk.model.training.Trainer;
import io.patchrisk.model.training.TrainingRow;
import io.patchrisk.model.training.Treatment;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** A simulated training table: modules with four runs each, bundled into cohorts of one, two and four hosts. */
public final class SimulatedTable {

    private final SplittableRandom random = new SplittableRandom(11);
    private final List<CohortRow> rows = new ArrayList<>();

    private SimulatedTable() {}

    /** Ten modules of a loud fault, ten of a visible silent one, five of an invisible one, fifteen benign, and A/A. */
    public static List<CohortRow> rows() {
        SimulatedTable table = new SimulatedTable();
        for (int module = 0; module < 10; module++) {
            table.module("oops" + module, "harmful", "oops", "every=60", "visible", 0.9, "stop");
            table.module("leak" + module, "harmful", "leak", "sz=" + 1000 * (1 + module % 2), "visible", 0.55, "hold");
            table.module("good" + module, "benign", null, "cost=" + module, null, 0.1, "proceed");
            table.module(null, Treatment.AA, null, null, null, 0.1, module == 0 ? "stop" : "proceed");
        }
        for (int module = 0; module < 5; module++) {
            table.module("faint" + module, "harmful", "latency", "us=10", "invisible", 0.1, "proceed");
            table.module("fine" + module, "benign", null, null, null, 0.15, "hold");
        }
        table.module("stuck", "stalled", "stalled", null, null, 0.1, "hold");
        return table.rows;
    }

    /** A model that learned from other numbers of the same kind. */
    public static RiskModel model() {
        List<TrainingRow> training = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(5);
        for (int run = 0; run < 120; run++) {
            boolean harmful = run % 2 == 0;
            training.add(new TrainingRow(
                    "run" + run, "group" + run % 12, true, harmful, features(random, harmful ? 0.6 : 0.1)));
        }
        return new Trainer(1).train(training, "2026-01-01T00:00:00Z").riskModel();
    }

    private void module(
            @Nullable String patch,
            String label,
            @Nullable String family,
            @Nullable String dose,
            @Nullable String visibility,
            double level,
            String decision) {
        Treatment treatment = new Treatment(label, patch, null, family, dose);
        String name = patch == null ? "aa" + rows.size() : patch;
        for (int size : new int[] {1, 1, 2, 4}) {
            List<String> patched = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                patched.add(name + "." + (rows.size() + i) % 4);
            }
            List<String> controls = new ArrayList<>();
            for (int i = 0; i < 12 * (size - 1); i++) {
                controls.add("control" + i);
            }
            cohort(treatment, visibility, patched, controls, level, decision);
        }
    }

    private void cohort(
            Treatment treatment,
            @Nullable String visibility,
            List<String> patched,
            List<String> controls,
            double level,
            String decision) {
        String id = "c" + rows.size();
        for (int look = 1; look <= 3; look++) {
            boolean last = look == 3;
            rows.add(new CohortRow(
                    id,
                    Part.TEST,
                    treatment,
                    visibility,
                    new CohortRow.Members(
                            "6.1",
                            patched.size() < 3 ? "real" : "instructions",
                            "w" + rows.size() % 3,
                            "wave",
                            patched,
                            controls),
                    last ? CohortRow.LAST : "" + 30 * look,
                    30 * look,
                    new CohortRow.Compared(6 * look, patched.size(), controls.size(), 5, 0.001, true, 2.5),
                    new CohortRow.Said(last ? decision : "hold", last ? "some_reason" : "soaking", "some_model"),
                    features(random, level * look / 3)));
        }
    }

    private static FeatureVector features(SplittableRandom random, double level) {
        Map<Feature, Double> values = new EnumMap<>(Feature.class);
        for (Feature feature : Feature.values()) {
            values.put(feature, level * random.nextDouble());
        }
        return new FeatureVector(values);
    }
}
