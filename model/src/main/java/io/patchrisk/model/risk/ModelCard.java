// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.risk;

import io.patchrisk.model.feature.Feature;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What must be known of a model to use it: the machine-readable half of its card.
 *
 * @param id short name of the model, from its digest
 * @param trainedAt ISO-8601 time of training
 * @param sha256 digest of the model file, hex
 * @param trainer what Tribuo trained it with
 * @param features features in use; the others had no weight of the right sign
 * @param slope of the out-of-fold calibration of log odds; positive
 * @param intercept of it
 * @param heldOut out-of-fold log odds of every independent run, with whether it was harmful
 * @param brier out-of-fold Brier score over runs
 * @param calibrationError out-of-fold expected calibration error over runs, ten bins
 * @param auc out-of-fold area under the ROC curve over runs
 */
public record ModelCard(
        String id,
        String trainedAt,
        String sha256,
        String trainer,
        List<Feature> features,
        double slope,
        double intercept,
        List<HeldOut> heldOut,
        double brier,
        double calibrationError,
        double auc) {

    /**
     * What a model that never saw a run said of it.
     *
     * @param logOdds uncalibrated
     * @param harmful what the run was
     */
    public record HeldOut(double logOdds, boolean harmful) {}

    public ModelCard {
        features = List.copyOf(features);
        heldOut = List.copyOf(heldOut);
        if (!(slope > 0)) {
            throw new IllegalArgumentException("calibration slope must be positive, is " + slope);
        }
    }

    /** The card with another digest and the id that follows from it. */
    public ModelCard withDigest(String digest) {
        return new ModelCard(
                digest.substring(0, 12),
                trainedAt,
                digest,
                trainer,
                features,
                slope,
                intercept,
                heldOut,
                brier,
                calibrationError,
                auc);
    }

    /** The card as sorted {@code key=value} lines. */
    public String text() {
        Map<String, String> lines = new TreeMap<>();
        lines.put("id", id);
        lines.put("trained_at", trainedAt);
        lines.put("sha256", sha256);
        lines.put("trainer", trainer);
        lines.put("feature_version", Integer.toString(Feature.VERSION));
        lines.put("features", features.stream().map(Feature::word).collect(Collectors.joining(" ")));
        lines.put("calibration_slope", Double.toString(slope));
        lines.put("calibration_intercept", Double.toString(intercept));
        lines.put("brier", Double.toString(brier));
        lines.put("calibration_error", Double.toString(calibrationError));
        lines.put("auc", Double.toString(auc));
        lines.put(
                "held_out",
                heldOut.stream()
                        .map(run -> (run.harmful() ? "harmful:" : "benign:") + run.logOdds())
                        .collect(Collectors.joining(" ")));
        return lines.entrySet().stream()
                .map(line -> line.getKey() + "=" + line.getValue() + "\n")
                .collect(Collectors.joining());
    }

    /** Reads {@link #text()}; throws {@link IllegalArgumentException}, naming the key, when it is no card of ours. */
    public static ModelCard parse(String text) {
        Properties lines = new Properties();
        try {
            lines.load(new StringReader(text));
        } catch (IOException e) {
            throw new IllegalArgumentException("model card cannot be read: " + e.getMessage(), e);
        }
        String version = need(lines, "feature_version");
        if (!version.equals(Integer.toString(Feature.VERSION))) {
            throw new IllegalArgumentException("model card has feature_version " + version + ", this program needs "
                    + Feature.VERSION + ": train the model again");
        }
        List<HeldOut> heldOut = new ArrayList<>();
        for (String run : words(lines, "held_out")) {
            int colon = run.indexOf(':');
            heldOut.add(new HeldOut(number("held_out", run.substring(colon + 1)), run.startsWith("harmful:")));
        }
        List<Feature> features = words(lines, "features").stream()
                .map(word -> Feature.valueOf(word.toUpperCase(Locale.ROOT)))
                .toList();
        return new ModelCard(
                need(lines, "id"),
                need(lines, "trained_at"),
                need(lines, "sha256"),
                need(lines, "trainer"),
                features,
                number("calibration_slope", need(lines, "calibration_slope")),
                number("calibration_intercept", need(lines, "calibration_intercept")),
                heldOut,
                number("brier", need(lines, "brier")),
                number("calibration_error", need(lines, "calibration_error")),
                number("auc", need(lines, "auc")));
    }

    private static List<String> words(Properties lines, String key) {
        return Stream.of(need(lines, key).split(" "))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private static double number(String key, String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("model card has " + key + " with '" + text + "', not a number", e);
        }
    }

    private static String need(Properties lines, String key) {
        String value = lines.getProperty(key);
        if (value == null) {
            throw new IllegalArgumentException("model card has no " + key);
        }
        return value;
    }
}
