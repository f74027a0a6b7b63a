// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.dataset;

import io.patchrisk.model.training.Treatment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * What of the faults that were built in can be seen at all, by a list that was made before any model was trained.
 *
 * @param classes visible, borderline or invisible, by the number of patched hosts, beside 20 controls, from which on it holds
 * @param loud those of which a host's kernel log tells once or more, by the list's column reports
 */
public record VisibleDoses(Map<Dose, NavigableMap<Integer, String>> classes, Set<Dose> loud) {

    /** A column of the list: the class for so many patched hosts beside 20 controls, or for any number. */
    private static final Pattern CLASS = Pattern.compile("class|verdict_([1-9][0-9]{0,2})");

    /** Kernel reports a host from which on a fault is loud. */
    private static final double LOUD = 1;

    /** Controls for which the list was made. */
    private static final int CONTROLS = 20;

    private static final String REPORTS = "reports";

    /** A fault and how much of it. */
    public record Dose(String family, String amount) {}

    public VisibleDoses {
        classes = Map.copyOf(classes);
        loud = Set.copyOf(loud);
    }

    /** Reads a CSV file with the columns family, dose, and either class or verdict_1, verdict_5 and so on; reports may be. */
    public static VisibleDoses read(Path file) throws IOException {
        Map<Dose, NavigableMap<Integer, String>> classes = new HashMap<>();
        Set<Dose> loud = new HashSet<>();
        CsvLines.read(file, List.of("family", "dose"), line -> {
            Dose dose = new Dose(CsvLines.need(line, "family"), line.get("dose").strip());
            if (classes.putIfAbsent(dose, sizes(line)) != null) {
                throw new IllegalArgumentException(dose.family() + " '" + dose.amount() + "' is there twice");
            }
            if (line.isSet(REPORTS) && reports(line) >= LOUD) {
                loud.add(dose);
            }
        });
        return new VisibleDoses(classes, loud);
    }

    private static double reports(CSVRecord line) {
        String text = line.get(REPORTS).strip();
        try {
            return text.isEmpty() ? 0 : Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("reports is '" + text + "', not a number", e);
        }
    }

    private static NavigableMap<Integer, String> sizes(CSVRecord line) {
        NavigableMap<Integer, String> sizes = new TreeMap<>();
        for (String column : line.getParser().getHeaderNames()) {
            Matcher matcher = CLASS.matcher(column);
            if (matcher.matches()) {
                String hosts = matcher.group(1);
                sizes.put(hosts == null ? 1 : Integer.parseInt(hosts), CsvLines.need(line, column));
            }
        }
        if (sizes.isEmpty()) {
            throw new IllegalArgumentException("has no column class, nor any like verdict_5");
        }
        return sizes;
    }

    /**
     * The class of what was done to so many hosts beside so many controls: that of the largest number of the list that
     * is not above what they tell; null without one.
     */
    public @Nullable String of(Treatment treatment, int patched, int controls) {
        String family = treatment.family();
        String dose = treatment.dose();
        if (family == null) {
            return null;
        }
        var sizes = classes.get(new Dose(family, dose == null ? "" : dose));
        var nearest = sizes == null ? null : sizes.floorEntry(besideTheListsControls(patched, controls));
        return nearest == null ? null : nearest.getValue();
    }

    /** As many patched hosts beside the list's controls tell as much: km/(k+m) is the same. */
    private static int besideTheListsControls(int patched, int controls) {
        double information = patched * (double) controls / (patched + controls);
        return information >= CONTROLS
                ? patched
                : Math.max(1, (int) Math.rint(CONTROLS * information / (CONTROLS - information)));
    }

    /** Whether kernel logs tell of what was done; false as well where the list does not say. */
    public boolean isLoud(Treatment treatment) {
        String family = treatment.family();
        String dose = treatment.dose();
        return family != null && loud.contains(new Dose(family, dose == null ? "" : dose));
    }
}
