// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.rollout;

import io.patchrisk.model.evaluation.Prediction;
import io.patchrisk.model.evaluation.Reliability;
import io.patchrisk.model.feature.Feature;
import io.patchrisk.model.risk.Conformal;
import io.patchrisk.model.risk.HeldOut;
import io.patchrisk.model.risk.ModelCard;
import io.patchrisk.model.risk.OutOfRange;
import io.patchrisk.model.risk.Risk;
import io.patchrisk.model.risk.RiskModel;
import io.patchrisk.scoring.desk.ModelRef;
import io.patchrisk.scoring.desk.ModelView;
import io.patchrisk.scoring.desk.Problem;
import io.patchrisk.scoring.desk.ProblemException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The model in use with what was measured of it, and how well it fits what is watched now. */
final class ModelInUse {

    private static final int MOST_DRIFTS = 50;

    private ModelInUse() {}

    /** A problem when there is no model. */
    static ModelView of(Follower follower) {
        RiskModel model = follower.model();
        ModelRef ref = Views.model(model);
        if (model == null || ref == null) {
            throw new ProblemException(Problem.unknown("model", "in use", ""));
        }
        ModelCard card = model.card();
        return new ModelView(
                ref,
                card.features().stream().map(Feature::word).toList(),
                reliability(card),
                drift(follower),
                facts(card));
    }

    private static Map<String, Object> facts(ModelCard card) {
        Map<String, Object> facts = new TreeMap<>();
        facts.put("trainer", card.trainer());
        facts.put("brier", card.brier());
        facts.put("calibration_error", card.calibrationError());
        facts.put("auc", card.auc());
        facts.put(
                "held_out_runs",
                card.heldOut().stream().mapToDouble(HeldOut::weight).sum());
        facts.put("abstention", new Conformal(card.heldOut()).guarantee());
        facts.put("measured_on", "recorded lab hosts; see datasets/captures/DATASHEET.md");
        return facts;
    }

    /** By folds: no run was judged by a model that had seen it or its group. */
    private static List<ModelView.Bin> reliability(ModelCard card) {
        List<Prediction> predictions = card.heldOut().stream()
                .map(run -> new Prediction(card.probability(run.logOdds()), run.harmful(), run.weight()))
                .toList();
        return Reliability.of(predictions).bins().stream()
                .map(bin -> new ModelView.Bin(bin.said(), bin.harmful(), bin.count()))
                .toList();
    }

    private static List<ModelView.Drift> drift(Follower follower) {
        List<ModelView.Drift> drifts = new ArrayList<>();
        follower.each((scope, followed) -> {
            Risk risk =
                    followed.last() == null ? null : followed.last().evidence().risk();
            if (risk != null && !risk.outOfRange().isEmpty()) {
                List<String> features = features(risk);
                drifts.add(new ModelView.Drift(scope.rollout(), scope.wave(), ratio(risk), features));
            }
        });
        drifts.sort(Comparator.comparingDouble(ModelView.Drift::ratio).reversed());
        return drifts.subList(0, Math.min(MOST_DRIFTS, drifts.size()));
    }

    private static List<String> features(Risk risk) {
        return risk.outOfRange().stream()
                .map(OutOfRange::feature)
                .distinct()
                .map(Feature::word)
                .toList();
    }

    /** The share of all features in which a cohort is unlike what the model learned from. */
    static double ratio(Risk risk) {
        return (double) features(risk).size() / Feature.values().length;
    }
}
