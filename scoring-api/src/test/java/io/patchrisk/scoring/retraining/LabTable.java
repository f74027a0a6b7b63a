// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.retraining;

import io.patchrisk.model.feature.Feature;
import io.patchrisk.model.feature.FeatureVector;
import io.patchrisk.model.outcome.OutcomeRow;
import io.patchrisk.model.outcome.Rule;
import io.patchrisk.model.training.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/** A synthetic lab table: six fault families and six benign modules in each part; harm shows in two features. */
public final class LabTable {

    private static final int GROUPS = 6;
    private static final int RUNS = 5;

    private LabTable() {}

    /** What stands before the features; a table that `dataset build` made has some columns more. */
    private static final String COLUMNS =
            "cohort,part,label,family,dose,visibility,patch,function,module_group,family_group,"
                    + "kernel,clock,wave,matching,patched,controls,look,seconds,scrapes_compared,patched_compared,controls_compared,"
                    + "interval,smallest_p,powered,smallest_effect,decision,reason,decided_by,patched_runs,control_runs";

    /** Writes it. */
    public static Path write(Path file) throws IOException {
        StringBuilder text = new StringBuilder(COLUMNS);
        for (Feature feature : Feature.values()) {
            text.append(',').append(feature.word());
        }
        text.append('\n');
        for (Part part : List.of(Part.TRAIN, Part.TEST)) {
            for (int group = 0; group < GROUPS; group++) {
                for (int run = 0; run < RUNS; run++) {
                    text.append(line(part, "harmful", group, run)).append(line(part, "benign", group, run));
                }
            }
        }
        return Files.writeString(file, text);
    }

    private static String line(Part part, String label, int group, int run) {
        String name = label + "-" + part.word() + "-" + group;
        boolean harmful = label.equals("harmful");
        String family = harmful ? "family-" + name : "";
        StringBuilder line = new StringBuilder(String.join(
                ",", name + "-" + run, part.word(), label, family, "", "", name, "f", name, harmful ? family : name));
        line.append(",6.1,,w1,wave,1,12,end,60,10,1,12,2,0.001,true,,hold,soaking,policy,")
                .append(name)
                .append('-')
                .append(run)
                .append(',');
        FeatureVector features = features(harmful, group * 31L + run + part.ordinal());
        for (Feature feature : Feature.values()) {
            line.append(',').append(String.format(Locale.ROOT, "%.9f", features.get(feature)));
        }
        return line.append('\n').toString();
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
