// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.training;

import io.patchrisk.model.evaluation.Prediction;
import io.patchrisk.model.risk.HeldOut;
import java.util.List;

/**
 * The line that turns out-of-fold log odds into calibrated ones (Platt 1999), for equally frequent classes.
 *
 * @param slope positive, so that order is kept
 * @param intercept added after
 */
public record Calibration(double slope, double intercept) {

    private static final int STEPS = 200;
    private static final double LEAST_SLOPE = 0.05;
    private static final double SMALLEST_SHARE = 1e-12;

    /** A weak pull of the slope towards 1, so that separable runs do not drive it to infinity. */
    private static final double RIDGE = 0.05;

    /**
     * Fits by Newton's method with Platt's smoothed targets, which keep a small lab from claiming certainty. Both classes
     * count the same in all. A step that does not lower the loss is halved until it does: logits that share a bias
     * throw undamped steps far off.
     */
    public static Calibration fit(List<HeldOut> runs) {
        Calibration line = new Calibration(1, 0);
        for (int step = 0; step < STEPS; step++) {
            Calibration next = line.better(new Slope(runs, line));
            if (next.equals(line)) {
                return line;
            }
            line = next;
        }
        return line;
    }

    private Calibration better(Slope at) {
        boolean bound = slope <= LEAST_SLOPE && at.ga > 0;
        double determinant = at.haa * at.hbb - at.hab * at.hab;
        double da = bound ? 0 : (at.hbb * at.ga - at.hab * at.gb) / determinant;
        double db = bound ? at.gb / at.hbb : (at.haa * at.gb - at.hab * at.ga) / determinant;
        for (double share = 1; share > SMALLEST_SHARE; share /= 2) {
            Calibration next = new Calibration(Math.max(LEAST_SLOPE, slope - share * da), intercept - share * db);
            if (new Slope(at.runs, next).loss < at.loss) {
                return next;
            }
        }
        return this;
    }

    /** The loss at one line, with its gradient and curvature. */
    private static final class Slope {
        private final List<HeldOut> runs;
        private double loss;
        private double ga;
        private double gb;
        private double haa = RIDGE;
        private double hab;
        private double hbb = 1e-9;

        Slope(List<HeldOut> runs, Calibration line) {
            this.runs = runs;
            double harmful = weight(runs, true);
            double benign = weight(runs, false);
            loss = RIDGE * (line.slope - 1) * (line.slope - 1) / 2;
            ga = RIDGE * (line.slope - 1);
            for (HeldOut run : runs) {
                double target = run.harmful() ? (harmful + 1) / (harmful + 2) : 1 / (benign + 2);
                double weight = run.weight() * (run.harmful() ? 0.5 / harmful : 0.5 / benign);
                add(run.logOdds(), line.slope * run.logOdds() + line.intercept, target, weight);
            }
        }

        private void add(double x, double z, double target, double weight) {
            double p = Calibration.probability(z);
            // Cross entropy in a form that does not overflow: log(1 + e^z) - target × z.
            loss += weight * (Math.max(z, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(z))) - target * z);
            double curve = weight * p * (1 - p);
            ga += weight * (p - target) * x;
            gb += weight * (p - target);
            haa += curve * x * x;
            hab += curve * x;
            hbb += curve;
        }
    }

    /** The calibrated probability that a run is harmful, classes being equally frequent. */
    public double probability(HeldOut run) {
        return probability(slope * run.logOdds() + intercept);
    }

    /** The calibrated predictions, classes weighted equally. */
    List<Prediction> predictions(List<HeldOut> runs) {
        return Prediction.reweighted(
                runs.stream()
                        .map(run -> new Prediction(probability(run), run.harmful(), run.weight()))
                        .toList(),
                0.5);
    }

    private static double weight(List<HeldOut> runs, boolean harmful) {
        return runs.stream()
                .filter(run -> run.harmful() == harmful)
                .mapToDouble(HeldOut::weight)
                .sum();
    }

    private static double probability(double logOdds) {
        return 1 / (1 + StrictMath.exp(-logOdds));
    }
}
