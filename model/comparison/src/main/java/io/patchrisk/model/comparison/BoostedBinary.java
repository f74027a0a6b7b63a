// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.comparison;

import io.patchrisk.model.feature.Feature;
import io.patchrisk.model.feature.FeatureVector;
import io.patchrisk.model.training.Trainer;
import io.patchrisk.model.training.TrainingRow;
import java.util.List;
import java.util.Map;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/** XGBoost on its own, with one margin, so that its monotone constraints bind the log odds themselves. */
record BoostedBinary(long seed) implements Learner {

    @Override
    public String name() {
        return "XGBoost, binary, monotone";
    }

    @Override
    public boolean anyJre() {
        return false;
    }

    @Override
    public Scorer train(List<TrainingRow> rows) {
        Map<String, Object> parameters = Boosted.parameters(seed);
        parameters.put("objective", "binary:logistic");
        try {
            DMatrix matrix = matrix(rows.stream().map(TrainingRow::features).toList());
            float[] labels = new float[rows.size()];
            float[] weights = new float[rows.size()];
            List<Float> shares = Trainer.weights(rows);
            for (int i = 0; i < labels.length; i++) {
                labels[i] = rows.get(i).harmful() ? 1 : 0;
                weights[i] = shares.get(i);
            }
            matrix.setLabel(labels);
            matrix.setWeight(weights);
            Booster booster = XGBoost.train(matrix, parameters, Boosted.trees(), Map.of(), null, null);
            matrix.dispose();
            return features -> margin(booster, features);
        } catch (XGBoostError e) {
            throw new IllegalStateException("XGBoost cannot train on " + rows.size() + " rows", e);
        }
    }

    private static double margin(Booster booster, FeatureVector features) {
        try {
            DMatrix one = matrix(List.of(features));
            double margin = booster.predict(one, true)[0][0];
            one.dispose();
            return margin;
        } catch (XGBoostError e) {
            throw new IllegalStateException("XGBoost cannot predict", e);
        }
    }

    private static DMatrix matrix(List<FeatureVector> vectors) throws XGBoostError {
        Feature[] all = Feature.values();
        float[] values = new float[vectors.size() * all.length];
        int at = 0;
        for (FeatureVector vector : vectors) {
            for (Feature feature : all) {
                values[at++] = vector.isMissing(feature) ? Float.NaN : (float) vector.get(feature);
            }
        }
        return new DMatrix(values, vectors.size(), all.length, Float.NaN);
    }
}
