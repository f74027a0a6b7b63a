// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.evaluation;

import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/** Figures of how good predictions are. A figure that needs what is not there is empty, never a number. */
public final class Quality {

    /** A prediction of 0 or 1 that is wrong would cost infinitely much. */
    private static final double LEAST = 1e-6;

    private Quality() {}

    /** Mean squared error of the probability (Brier 1950); 0 is best, a coin says 0.25. */
    public static OptionalDouble brier(List<Prediction> predictions) {
        double sum = 0;
        double weights = 0;
        for (Prediction one : predictions) {
            double error = one.probability() - (one.harmful() ? 1 : 0);
            sum += one.weight() * error * error;
            weights += one.weight();
        }
        return share(sum, weights);
    }

    /** Mean negative log likelihood in nats, with probabilities cut to 0.000001..0.999999. */
    public static OptionalDouble logLoss(List<Prediction> predictions) {
        double sum = 0;
        double weights = 0;
        for (Prediction one : predictions) {
            double said = one.harmful() ? one.probability() : 1 - one.probability();
            sum -= one.weight() * StrictMath.log(Math.max(LEAST, Math.min(1 - LEAST, said)));
            weights += one.weight();
        }
        return share(sum, weights);
    }

    /** Expected calibration error over the bins of {@link Reliability}. */
    public static OptionalDouble calibrationError(List<Prediction> predictions) {
        double sum = 0;
        double weights = 0;
        for (Reliability.Bin bin : Reliability.of(predictions).bins()) {
            sum += bin.weight() * Math.abs(bin.harmful() - bin.said());
            weights += bin.weight();
        }
        return share(sum, weights);
    }

    /** Share of harmful-benign pairs that are ordered rightly, ties counting half; empty without both classes. */
    public static OptionalDouble auc(List<Prediction> predictions) {
        double right = 0;
        double benignBelow = 0;
        double benign = Prediction.weight(predictions, false);
        double harmful = Prediction.weight(predictions, true);
        for (List<Prediction> tied : Ties.of(sorted(predictions))) {
            double tiedBenign = Prediction.weight(tied, false);
            right += Prediction.weight(tied, true) * (benignBelow + tiedBenign / 2);
            benignBelow += tiedBenign;
        }
        return share(right, harmful * benign);
    }

    /** Area under the precision-recall steps (average precision); empty without a harmful one. */
    public static OptionalDouble averagePrecision(List<Prediction> predictions) {
        double harmful = Prediction.weight(predictions, true);
        double area = 0;
        double hits = 0;
        double flagged = 0;
        List<List<Prediction>> tied = Ties.of(sorted(predictions));
        for (int i = tied.size() - 1; i >= 0; i--) {
            double more = Prediction.weight(tied.get(i), true);
            hits += more;
            flagged += more + Prediction.weight(tied.get(i), false);
            area += flagged == 0 ? 0 : more * hits / flagged;
        }
        return share(area, harmful);
    }

    private static List<Prediction> sorted(List<Prediction> predictions) {
        return predictions.stream()
                .sorted(Comparator.comparingDouble(Prediction::probability))
                .toList();
    }

    private static OptionalDouble share(double part, double of) {
        return of > 0 ? OptionalDouble.of(part / of) : OptionalDouble.empty();
    }
}
