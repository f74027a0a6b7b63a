// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.change;

import java.util.List;

/**
 * Logistic regression whose weights are never negative, so that more of anything never lowers the result. Tribuo knows no
 * such constraint. Fitted by Newton steps on one weight after the other, which needs no step size and gives the same bits
 * everywhere.
 *
 * @param intercept log odds where nothing speaks for harm
 * @param weights one a column, none negative
 */
record Logistic(double intercept, double[] weights) {

    private static final int ROUNDS = 500;
    private static final double SETTLED = 1e-9;

    /**
     * One row to learn from.
     *
     * @param columns what is known
     * @param truth what is to be learnt
     * @param weight how much it counts
     */
    record Row(double[] columns, boolean truth, double weight) {}

    double logOdds(double[] columns) {
        double sum = intercept;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i] * columns[i];
        }
        return sum;
    }

    static double probability(double logOdds) {
        return 1 / (1 + StrictMath.exp(-logOdds));
    }

    /**
     * Fits rows.
     *
     * @param ridge how strongly weights are drawn to 0, in units of rows for columns of deviation 1
     */
    static Logistic fit(List<Row> rows, double ridge) {
        double[] scale = scales(rows);
        double[] weights = new double[scale.length];
        double[] odds = new double[rows.size()];
        double intercept = 0;
        for (int round = 0; round < ROUNDS; round++) {
            double moved = newton(rows, odds, -1, 0, 0);
            intercept += moved;
            shift(rows, odds, -1, moved);
            double most = Math.abs(moved);
            for (int i = 0; i < scale.length; i++) {
                double pull = ridge * scale[i] * scale[i];
                double change = Math.max(-weights[i], newton(rows, odds, i, pull, weights[i]));
                weights[i] += change;
                shift(rows, odds, i, change);
                most = Math.max(most, Math.abs(change) * scale[i]);
            }
            if (most < SETTLED) {
                break;
            }
        }
        return new Logistic(intercept, weights);
    }

    private static double column(Row row, int column) {
        return column < 0 ? 1 : row.columns()[column];
    }

    private static double newton(List<Row> rows, double[] odds, int column, double pull, double weight) {
        double slope = pull * weight;
        double curve = pull + 1e-9;
        for (int i = 0; i < odds.length; i++) {
            Row row = rows.get(i);
            double x = column(row, column);
            if (x != 0) {
                double p = probability(odds[i]);
                slope += row.weight() * (p - (row.truth() ? 1 : 0)) * x;
                // Where all is settled the curve vanishes; held up, a step never leaps.
                curve += row.weight() * Math.max(p * (1 - p), 0.05) * x * x;
            }
        }
        return -slope / curve;
    }

    private static void shift(List<Row> rows, double[] odds, int column, double change) {
        if (change != 0) {
            for (int i = 0; i < odds.length; i++) {
                odds[i] += change * column(rows.get(i), column);
            }
        }
    }

    private static double[] scales(List<Row> rows) {
        double[] scales = new double[rows.get(0).columns().length];
        for (int column = 0; column < scales.length; column++) {
            double weight = 0;
            double sum = 0;
            double square = 0;
            for (Row row : rows) {
                double x = row.columns()[column];
                weight += row.weight();
                sum += row.weight() * x;
                square += row.weight() * x * x;
            }
            double mean = sum / weight;
            scales[column] = Math.sqrt(Math.max(1e-12, square / weight - mean * mean));
        }
        return scales;
    }
}
