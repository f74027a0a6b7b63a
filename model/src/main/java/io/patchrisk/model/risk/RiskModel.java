// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.risk;

import io.patchrisk.model.feature.Feature;
import io.patchrisk.model.feature.FeatureVector;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tribuo.Example;
import org.tribuo.classification.Label;
import org.tribuo.classification.sgd.linear.LinearSGDModel;
import org.tribuo.impl.ArrayExample;

/**
 * A trained Tribuo model with its out-of-fold calibration. Immutable and safe for any number of threads.
 *
 * <p>Logistic regression over {@link Feature}; every weight is positive, so more evidence of harm never lowers the risk.
 */
public final class RiskModel {

    /** The label of a harmful cohort in training rows and in the model. */
    public static final String HARMFUL = "harmful";

    /** The label of a benign cohort. */
    public static final String BENIGN = "benign";

    /** Ratios beyond 10,000 to 1 would claim more than any lab can show. */
    private static final double MOST_LOG_RATIO = StrictMath.log(10_000);

    private final LinearSGDModel model;
    private final ModelCard card;
    private final Map<Feature, Double> weights;
    private final double bias;
    private final Support support;
    private final Conformal conformal;
    private final RangeCheck rangeCheck;

    /** Throws {@link IllegalArgumentException} when a feature of the card has no positive weight in the model. */
    public RiskModel(LinearSGDModel model, ModelCard card) {
        this.model = model;
        this.card = card;
        this.weights = weights(model, card.features());
        this.bias = logOddsFromScores(predict(model, zero(card.features())));
        this.support = new Support(card.heldOut());
        this.conformal = new Conformal(card.heldOut());
        this.rangeCheck = new RangeCheck(card.range());
    }

    public ModelCard card() {
        return card;
    }

    /** The risk of a cohort, before any rule. */
    public Risk risk(FeatureVector features, double prior) {
        double logOdds = logOdds(features);
        double logRatio = clamp(calibrated(logOdds));
        Map<Feature, Double> contributions = contributions(features);
        double ratio = StrictMath.exp(logRatio);
        double probability = posterior(prior, ratio);
        return new Risk(
                probability,
                prior,
                ratio,
                Math.min(probability, posterior(prior, support.leastRatio(logOdds))),
                Math.max(probability, posterior(prior, support.largestRatio(logOdds))),
                contributions,
                calibrated(bias),
                conformal.at(logOdds),
                rangeCheck.of(features));
    }

    /** Uncalibrated log odds of harm, as Tribuo's model gives them. */
    public double logOdds(FeatureVector features) {
        return logOddsFromScores(predict(model, example(features)));
    }

    private double calibrated(double logOdds) {
        return card.slope() * logOdds + card.intercept();
    }

    private Map<Feature, Double> contributions(FeatureVector features) {
        Map<Feature, Double> sorted = new LinkedHashMap<>();
        card.features().stream()
                .sorted(Comparator.comparingDouble((Feature feature) -> -weight(feature) * value(features, feature)))
                .forEach(feature -> sorted.put(feature, card.slope() * weight(feature) * value(features, feature)));
        return sorted;
    }

    private double value(FeatureVector features, Feature feature) {
        return card.range().value(features, feature);
    }

    private double weight(Feature feature) {
        Double weight = weights.get(feature);
        return weight == null ? 0 : weight;
    }

    private static double clamp(double logRatio) {
        return Math.max(-MOST_LOG_RATIO, Math.min(MOST_LOG_RATIO, logRatio));
    }

    private static double posterior(double prior, double ratio) {
        if (Double.isInfinite(ratio)) {
            return 1;
        }
        double odds = prior / (1 - prior) * ratio;
        return odds / (1 + odds);
    }

    private static Map<Feature, Double> weights(LinearSGDModel model, List<Feature> features) {
        double base = logOddsFromScores(predict(model, zero(features)));
        Map<Feature, Double> weights = new EnumMap<>(Feature.class);
        for (Feature feature : features) {
            double[] values = new double[features.size()];
            values[features.indexOf(feature)] = 1;
            double weight = logOddsFromScores(predict(model, example(features, values))) - base;
            if (weight < 0) {
                throw new IllegalArgumentException("model gives " + feature.word() + " the weight " + weight
                        + "; evidence of harm must not acquit");
            }
            weights.put(feature, weight);
        }
        return weights;
    }

    private static Map<String, Label> predict(LinearSGDModel model, Example<Label> example) {
        return model.predict(example).getOutputScores();
    }

    private static double logOddsFromScores(Map<String, Label> scores) {
        Label harmful = scores.get(HARMFUL);
        Label benign = scores.get(BENIGN);
        if (harmful == null || benign == null) {
            throw new IllegalArgumentException(
                    "model knows the labels " + scores.keySet() + ", not harmful and benign");
        }
        return StrictMath.log(Math.max(harmful.getScore(), Double.MIN_NORMAL))
                - StrictMath.log(Math.max(benign.getScore(), Double.MIN_NORMAL));
    }

    private static Example<Label> zero(List<Feature> features) {
        return example(features, new double[features.size()]);
    }

    private Example<Label> example(FeatureVector vector) {
        List<Feature> features = card.features();
        return example(
                features,
                features.stream().mapToDouble(feature -> value(vector, feature)).toArray());
    }

    private static Example<Label> example(List<Feature> features, double[] values) {
        String[] names = features.stream().map(Feature::word).toArray(String[]::new);
        return new ArrayExample<>(new Label(BENIGN), names, values);
    }
}
