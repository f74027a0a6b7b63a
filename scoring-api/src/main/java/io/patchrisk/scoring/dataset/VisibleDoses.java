// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.dataset;

import io.patchrisk.model.training.Treatment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What of the faults that were built in can be seen at all, by a list that was made before any model was trained.
 *
 * @param classes such as visible, borderline, invisible
 */
record VisibleDoses(Map<Dose, String> classes) {

    /** A fault and how much of it. */
    record Dose(String family, String amount) {}

    VisibleDoses {
        classes = Map.copyOf(classes);
    }

    /** Reads a CSV file with the columns family, dose and class. */
    static VisibleDoses read(Path file) throws IOException {
        Map<Dose, String> classes = new HashMap<>();
        CsvLines.read(file, List.of("family", "dose", "class"), line -> {
            Dose dose = new Dose(CsvLines.need(line, "family"), line.get("dose").strip());
            if (classes.putIfAbsent(dose, CsvLines.need(line, "class")) != null) {
                throw new IllegalArgumentException(dose.family() + " '" + dose.amount() + "' is there twice");
            }
        });
        return new VisibleDoses(classes);
    }

    /** The class of what was done; null where the list has none. */
    @Nullable
    String of(Treatment treatment) {
        String family = treatment.family();
        String dose = treatment.dose();
        return family == null ? null : classes.get(new Dose(family, dose == null ? "" : dose));
    }
}
