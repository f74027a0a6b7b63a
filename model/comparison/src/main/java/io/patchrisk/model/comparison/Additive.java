// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.comparison;

import io.patchrisk.model.feature.Feature;
import io.patchrisk.model.feature.FeatureVector;
import io.patchrisk.model.risk.RiskModel;
import io.patchrisk.model.training.Trainer;
import io.patchrisk.model.training.TrainingRow;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.tribuo.Example;
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
 * Logistic regression with positive weights over terms that rise with the evidence. It stays monotone and explains itself;
 * terms whose weight comes out negative are left out until none does.
 *
 * @param name of the learner
 * @param terms what it weighs
 */
record Additive(String name, List<Term> terms, long seed) implements Learner {

    private static final double LEARNING_RATE = 0.5;
    private static final int EPOCHS = 40;
    private static final int BATCH = 8;
    private static final double LEAST = 1e-12;

    /** Where a feature's slope may change: what moves at all, what moves clearly, what moves far. */
    private static final double[] KNOTS = {0, 0.05, 0.1, 0.2, 0.4, 1};

    /** Something that more evidence never lowers. */
    interface Term {

        double of(FeatureVector features);

        String word();
    }

    /** The lesser of two features: "this and that"; a feature alone where both are the same. */
    private record Both(Feature one, Feature other) implements Term {

        @Override
        public double of(FeatureVector features) {
            return Math.min(features.get(one), features.get(other));
        }

        @Override
        public String word() {
            return one.word() + "&" + other.word();
        }
    }

    /** How far a feature has come from one value to another: 0 before, 1 after. */
    private record Ramp(Feature feature, double from, double to) implements Term {

        @Override
        public double of(FeatureVector features) {
            return Math.max(0, Math.min(1, (features.get(feature) - from) / (to - from)));
        }

        @Override
        public String word() {
            return feature.word() + "@" + from;
        }
    }

    static Additive pairs(long seed) {
        List<Term> terms = new ArrayList<>();
        List<Feature> all = List.of(Feature.values());
        for (int i = 0; i < all.size(); i++) {
            for (int j = i; j < all.size(); j++) {
                terms.add(new Both(all.get(i), all.get(j)));
            }
        }
        return new Additive("logistic regression with pairs, positive weights", terms, seed);
    }

    static Additive ramps(long seed) {
        List<Term> terms = new ArrayList<>();
        for (Feature feature : Feature.values()) {
            for (int i = 1; i < KNOTS.length; i++) {
                terms.add(new Ramp(feature, KNOTS[i - 1], KNOTS[i]));
            }
        }
        return new Additive("logistic regression with ramps, positive weights", terms, seed);
    }

    @Override
    public boolean anyJre() {
        return true;
    }

    @Override
    public Scorer train(List<TrainingRow> rows) {
        Set<Term> left = new LinkedHashSet<>(terms);
        while (true) {
            List<Term> used = List.copyOf(left);
            LinearSGDModel model = new LinearSGDTrainer(
                            new LogMulticlass(), new AdaGrad(LEARNING_RATE), EPOCHS, -1, BATCH, seed)
                    .train(dataset(rows, used));
            List<Term> negative = negative(model, used);
            if (negative.isEmpty()) {
                return features -> Examples.logOdds(
                        Objects.requireNonNull(model.predict(example(features, false, used))
                                        .getOutputScores()
                                        .get(RiskModel.HARMFUL))
                                .getScore(),
                        LEAST);
            }
            negative.forEach(left::remove);
        }
    }

    private static List<Term> negative(LinearSGDModel model, List<Term> terms) {
        DenseMatrix weights = model.getWeightsCopy();
        int harmful = model.getOutputIDInfo().getID(new Label(RiskModel.HARMFUL));
        int benign = model.getOutputIDInfo().getID(new Label(RiskModel.BENIGN));
        List<Term> negative = new ArrayList<>();
        for (Term term : terms) {
            int column = model.getFeatureIDMap().getID(term.word());
            if (weights.get(harmful, column) < weights.get(benign, column)) {
                negative.add(term);
            }
        }
        return negative;
    }

    private static MutableDataset<Label> dataset(List<TrainingRow> rows, List<Term> terms) {
        LabelFactory labels = new LabelFactory();
        MutableDataset<Label> dataset =
                new MutableDataset<>(new SimpleDataSourceProvenance("patchrisk training rows", labels), labels);
        List<Float> weights = Trainer.weights(rows);
        for (int i = 0; i < rows.size(); i++) {
            Example<Label> example = example(rows.get(i).features(), rows.get(i).harmful(), terms);
            example.setWeight(weights.get(i));
            dataset.add(example);
        }
        return dataset;
    }

    private static Example<Label> example(FeatureVector features, boolean harmful, List<Term> terms) {
        return new ArrayExample<>(
                new Label(harmful ? RiskModel.HARMFUL : RiskModel.BENIGN),
                terms.stream().map(Term::word).toArray(String[]::new),
                terms.stream().mapToDouble(term -> term.of(features)).toArray());
    }
}
