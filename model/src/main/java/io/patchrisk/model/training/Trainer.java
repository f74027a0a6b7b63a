// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.training;

import io.patchrisk.model.evaluation.Prediction;
import io.patchrisk.model.evaluation.Quality;
import io.patchrisk.model.feature.Feature;
import io.patchrisk.model.risk.HeldOut;
import io.patchrisk.model.risk.ModelCard;
import io.patchrisk.model.risk.RiskModel;
import io.patchrisk.model.risk.TrainedRange;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.sgd.linear.LinearSGDModel;
import org.tribuo.classification.sgd.linear.LinearSGDTrainer;
import org.tribuo.classification.sgd.objectives.LogMulticlass;
import org.tribuo.impl.ArrayExample;
import org.tribuo.math.la.DenseMatrix;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/**
 * Trains the risk model: logistic regression with positive weights, calibrated on predictions for groups it never saw.
 *
 * <p>Tribuo's optimiser knows no sign constraint. A feature whose weight comes out negative is left out and the model is
 * trained again, until all weights are positive; that keeps the risk monotone in evidence.
 *
 * <p>It learns, and is calibrated on, harm that can be seen. The rest looks like no harm by construction: to learn from it
 * would be to learn that nothing speaks for harm.
 */
public final class Trainer {

    private static final double LEARNING_RATE = 0.5;
    private static final int EPOCHS = 40;
    private static final int BATCH = 8;

    private final long seed;

    public Trainer(long seed) {
        this.seed = seed;
    }

    /**
     * A trained model and what is known of it.
     *
     * @param model Tribuo's model
     * @param card its card, without a digest yet
     * @param said out-of-fold log odds of each headline row, by run
     */
    public record Trained(LinearSGDModel model, ModelCard card, NavigableMap<String, Double> said) {

        /** The model ready for use without having been stored. */
        public RiskModel riskModel() {
            return new RiskModel(model, card);
        }
    }

    /** Trains on all rows; throws when the rows, or those outside of one group, are all harmful or all benign. */
    public Trained train(List<TrainingRow> rows, String trainedAt) {
        NavigableMap<String, Double> said = new TreeMap<>();
        List<HeldOut> heldOut = new ArrayList<>();
        for (String group : groups(rows)) {
            Fit fit =
                    fit(rows.stream().filter(row -> !row.group().equals(group)).toList());
            RiskModel model = new RiskModel(fit.model(), card(fit, new Calibration(1, 0), List.of(), trainedAt));
            for (TrainingRow row : rows) {
                if (row.group().equals(group) && row.headline()) {
                    double logOdds = model.logOdds(row.features());
                    said.put(row.run(), logOdds);
                    heldOut.add(new HeldOut(logOdds, row.harmful(), row.hidden(), row.weight()));
                }
            }
        }
        Fit all = fit(rows);
        Fit fit =
                new Fit(all.model(), all.features(), Ranges.of(rows, all.range().spans()));
        return new Trained(fit.model(), card(fit, Calibration.fit(seen(heldOut)), heldOut, trainedAt), said);
    }

    private static List<HeldOut> seen(List<HeldOut> runs) {
        return runs.stream().filter(run -> !run.hidden()).toList();
    }

    /** A model of all rows, neither calibrated nor with a card worth keeping: to be compared with others. */
    public RiskModel uncalibrated(List<TrainingRow> rows) {
        Fit fit = fit(rows);
        return new RiskModel(fit.model(), card(fit, new Calibration(1, 0), List.of(), "never"));
    }

    /** What each row counts, as in training: classes alike, runs of a class alike, rows of a run sharing its weight. */
    public static List<Float> weights(List<TrainingRow> rows) {
        Weights weights = Weights.of(rows);
        return rows.stream().map(weights::of).toList();
    }

    private record Fit(LinearSGDModel model, List<Feature> features, TrainedRange range) {}

    private ModelCard card(Fit fit, Calibration calibration, List<HeldOut> heldOut, String trainedAt) {
        List<Prediction> predictions = calibration.predictions(seen(heldOut));
        return new ModelCard(
                "unsaved",
                trainedAt,
                "unsaved",
                "Tribuo LinearSGDTrainer(LogMulticlass, AdaGrad(" + LEARNING_RATE + "), epochs " + EPOCHS + ", seed "
                        + seed + ")",
                fit.features(),
                calibration.slope(),
                calibration.intercept(),
                heldOut,
                Quality.brier(predictions).orElse(0),
                Quality.calibrationError(predictions).orElse(0),
                Quality.auc(predictions).orElse(0.5),
                fit.range());
    }

    private Fit fit(List<TrainingRow> all) {
        List<TrainingRow> rows = all.stream().filter(row -> !row.hidden()).toList();
        long harmfulRows = rows.stream().filter(TrainingRow::harmful).count();
        if (harmfulRows == 0 || harmfulRows == rows.size()) {
            throw new IllegalArgumentException(
                    "training needs benign rows, and harmful ones whose harm can be seen, in at"
                            + " least two groups each; " + harmfulRows + " of " + rows.size() + " are harmful, and "
                            + (all.size() - rows.size()) + " show nothing of their harm");
        }
        List<Feature> features = new ArrayList<>(List.of(Feature.values()));
        features.removeIf(
                feature -> rows.stream().allMatch(row -> row.features().get(feature) == 0));
        TrainedRange spans = Ranges.spans(rows);
        while (!features.isEmpty()) {
            LinearSGDModel model = fit(rows, features, spans);
            Feature worst = worst(model, features);
            if (worst == null) {
                return new Fit(model, List.copyOf(features), spans);
            }
            features.remove(worst);
        }
        throw new IllegalArgumentException("no feature speaks for harm in " + rows.size() + " rows");
    }

    private LinearSGDModel fit(List<TrainingRow> rows, List<Feature> features, TrainedRange spans) {
        LabelFactory labels = new LabelFactory();
        MutableDataset<Label> dataset =
                new MutableDataset<>(new SimpleDataSourceProvenance("patchrisk training rows", labels), labels);
        Weights weights = Weights.of(rows);
        for (TrainingRow row : rows) {
            ArrayExample<Label> example = new ArrayExample<>(
                    new Label(row.harmful() ? RiskModel.HARMFUL : RiskModel.BENIGN),
                    features.stream().map(Feature::word).toArray(String[]::new),
                    features.stream()
                            .mapToDouble(feature -> spans.value(row.features(), feature))
                            .toArray());
            example.setWeight(weights.of(row));
            dataset.add(example);
        }
        return new LinearSGDTrainer(new LogMulticlass(), new AdaGrad(LEARNING_RATE), EPOCHS, -1, BATCH, seed)
                .train(dataset);
    }

    /** The feature with the most negative weight for harm; null when there is none. */
    private static @Nullable Feature worst(LinearSGDModel model, List<Feature> features) {
        DenseMatrix weights = model.getWeightsCopy();
        ImmutableOutputInfo<Label> outputs = model.getOutputIDInfo();
        int harmful = outputs.getID(new Label(RiskModel.HARMFUL));
        int benign = outputs.getID(new Label(RiskModel.BENIGN));
        Feature worst = null;
        double least = 0;
        for (Feature feature : features) {
            int column = model.getFeatureIDMap().getID(feature.word());
            double weight = weights.get(harmful, column) - weights.get(benign, column);
            if (weight < least) {
                least = weight;
                worst = feature;
            }
        }
        return worst;
    }

    private static NavigableSet<String> groups(List<TrainingRow> rows) {
        NavigableSet<String> groups = new TreeSet<>();
        rows.forEach(row -> groups.add(row.group()));
        return groups;
    }
}
