// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.retraining;

import io.patchrisk.model.feature.Feature;
import io.patchrisk.model.feature.FeatureVector;
import io.patchrisk.model.outcome.OutcomeRow;
import io.patchrisk.model.outcome.Rule;
import io.patchrisk.model.training.CohortCsv;
import io.patchrisk.model.training.CohortRow;
import io.patchrisk.model.training.Part;
import io.patchrisk.model.training.Treatment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** A synthetic lab table: six fault families and six benign modules in each part; harm shows in two features. */
public final class LabTable {

    private static final int GROUPS = 6;
    private static final int RUNS = 5;

    private LabTable() {}

    /** Writes it. */
    public static Path write(Path file) throws IOException {
        List<CohortRow> rows = new ArrayList<>();
        for (Part part : List.of(Part.TRAIN, Part.TEST)) {
            for (int group = 0; group < GROUPS; group++) {
                for (int run = 0; run < RUNS; run++) {
                    rows.add(row(part, "harmful", group, run));
                    rows.add(row(part, "benign", group, run));
                }
            }
        }
        StringBuilder text = new StringBuilder();
        CohortCsv.write(rows, text);
        return Files.writeString(file, text);
    }

    private static CohortRow row(Part part, String label, int group, int run) {
        String name = label + "-" + part.word() + "-" + group;
        boolean harmful = label.equals("harmful");
        return new CohortRow(
                name + "-" + run,
                part,
                new Treatment(label, name, "f", harmful ? "family-" + name : null, null),
                null,
                new CohortRow.Members("6.1", "w1", "wave", List.of(name + "-" + run), List.of()),
                CohortRow.LAST,
                60,
                new CohortRow.Compared(10, 1, 12),
                features(harmful, group * 31L + run + part.ordinal()));
    }

    /** Outcomes that tell the truth, or the opposite of it. */
    static List<OutcomeRow> outcomes(int count, boolean truth) {
        List<OutcomeRow> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            boolean harmful = i % 2 == 0;
            rows.add(new OutcomeRow(
                    String.format("%016x", i),
                    "CVE-" + i % 20,
                    harmful ? Rule.CAUSE_NAMED : Rule.WATCHED,
                    Instant.parse("2026-05-01T00:00:00Z"),
                    "proceed",
                    Instant.parse("2026-04-30T00:00:00Z"),
                    5,
                    40,
                    features(harmful == truth, 1_000L + i)));
        }
        return rows;
    }

    private static FeatureVector features(boolean harmful, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Map<Feature, Double> values = new EnumMap<>(Feature.class);
        for (Feature feature : Feature.values()) {
            values.put(feature, random.nextDouble(0, 0.2));
        }
        if (harmful) {
            values.put(Feature.values()[4], random.nextDouble(0.3, 1));
            values.put(Feature.values()[5], random.nextDouble(0.3, 1));
        }
        return new FeatureVector(values);
    }
}
