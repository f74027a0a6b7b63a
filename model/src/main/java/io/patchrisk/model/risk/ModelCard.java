// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.risk;

import io.patchrisk.model.feature.Feature;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
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
 * @param heldOut what models that never saw a run nor its group said of it
 * @param brier out-of-fold Brier score over runs
 * @param calibrationError out-of-fold expected calibration error over runs, ten bins
 * @param auc out-of-fold area under the ROC curve over runs
 * @param range what training saw
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
        double auc,
        TrainedRange range) {

    private static final MathContext DIGITS = new MathContext(17, RoundingMode.HALF_EVEN);

    public ModelCard {
        features = List.copyOf(features);
        heldOut = List.copyOf(heldOut);
        if (!(slope > 0)) {
            throw new IllegalArgumentException("calibration slope must be positive, is " + slope);
        }
    }

    /** What a run is given by its uncalibrated log odds, 0..1, when harmful and benign are as likely beforehand. */
    public double probability(double logOdds) {
        return 1 / (1 + StrictMath.exp(-(slope * logOdds + intercept)));
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
                auc,
                range);
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
        lines.put("calibration_slope", text(slope));
        lines.put("calibration_intercept", text(intercept));
        lines.put("brier", text(brier));
        lines.put("calibration_error", text(calibrationError));
        lines.put("auc", text(auc));
        lines.put("held_out", heldOut.stream().map(HeldOut::text).collect(Collectors.joining(" ")));
        lines.putAll(RangeText.lines(range));
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
        List<HeldOut> heldOut =
                words(lines, "held_out").stream().map(HeldOut::parse).toList();
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
                number("auc", need(lines, "auc")),
                RangeText.parse(key -> need(lines, key)));
    }

    private static List<String> words(Properties lines, String key) {
        return Stream.of(need(lines, key).split(" "))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /** Seventeen digits give each number back, and are the same on every JDK: the shortest form changed with JDK 19. */
    static String text(double value) {
        return value == 0
                ? "0"
                : new BigDecimal(value).round(DIGITS).stripTrailingZeros().toString();
    }

    static double number(String key, String text) {
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
