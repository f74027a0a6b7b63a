// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.evaluation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What each threshold gives, the strictest first.
 *
 * @param points one a different probability, after the one at which nothing is flagged
 */
public record Curve(List<Point> points) {

    /**
     * What flagging everything from a probability on gives.
     *
     * @param threshold the probability
     * @param recall share of harmful ones that are flagged
     * @param falseAlarms share of benign ones that are flagged
     * @param precision share of flagged ones that are harmful; 1 where nothing is flagged
     */
    public record Point(double threshold, double recall, double falseAlarms, double precision) {}

    public Curve {
        points = List.copyOf(points);
    }

    public static Curve of(List<Prediction> predictions) {
        double harmful = Math.max(Prediction.weight(predictions, true), Double.MIN_NORMAL);
        double benign = Math.max(Prediction.weight(predictions, false), Double.MIN_NORMAL);
        List<List<Prediction>> tied = Ties.of(predictions.stream()
                .sorted(Comparator.comparingDouble(Prediction::probability).reversed())
                .toList());
        List<Point> points = new ArrayList<>(List.of(new Point(1, 0, 0, 1)));
        double hits = 0;
        double alarms = 0;
        for (List<Prediction> same : tied) {
            hits += Prediction.weight(same, true);
            alarms += Prediction.weight(same, false);
            points.add(new Point(
                    same.get(0).probability(),
                    hits / harmful,
                    alarms / benign,
                    hits + alarms == 0 ? 1 : hits / (hits + alarms)));
        }
        return new Curve(points);
    }
}
