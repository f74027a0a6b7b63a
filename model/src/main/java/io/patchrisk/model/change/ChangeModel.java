// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.change;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.List;

/**
 * Turns the evidence about a change into the probability that it broke something. Immutable and monotone: no weight is
 * negative.
 */
public final class ChangeModel {

    /** Weights are kept with so many decimals, so that a stored model is the same as a fresh one. */
    private static final int DECIMALS = 6;

    /** Probabilities beyond 0.1 and 99.9 % would claim more than a few hundred cases can show. */
    private static final double MOST_LOG_ODDS = StrictMath.log(999);

    private final double prior;
    private final Logistic logistic;

    /**
     * @param prior share of broken changes it was trained on, sets weighted alike: said when there is nothing to compare
     */
    ChangeModel(double prior, Logistic logistic) {
        this.prior = rounded(prior);
        this.logistic = new Logistic(
                rounded(logistic.intercept()),
                Arrays.stream(logistic.weights()).map(ChangeModel::rounded).toArray());
    }

    private static double rounded(double value) {
        return new BigDecimal(value).setScale(DECIMALS, RoundingMode.HALF_EVEN).doubleValue();
    }

    /** The probability, 0.001 to 0.999; the prior where nothing could be compared. */
    public double probability(ChangeEvidence evidence) {
        return evidence.isEmpty() ? prior : Logistic.probability(logOdds(evidence));
    }

    double logOdds(ChangeEvidence evidence) {
        double odds = logistic.logOdds(evidence.pieces());
        return Math.max(-MOST_LOG_ODDS, Math.min(MOST_LOG_ODDS, odds));
    }

    /** The model as {@code key=value} lines. */
    public String text() {
        StringBuilder text = new StringBuilder()
                .append("clue_version=")
                .append(Clue.VERSION)
                .append('\n')
                .append("prior=")
                .append(plain(prior))
                .append('\n')
                .append("intercept=")
                .append(plain(logistic.intercept()))
                .append('\n');
        List<String> words = Clue.words();
        for (int i = 0; i < words.size(); i++) {
            text.append(words.get(i))
                    .append('=')
                    .append(plain(logistic.weights()[i]))
                    .append('\n');
        }
        return text.toString();
    }

    private static String plain(double value) {
        return new BigDecimal(value).setScale(DECIMALS, RoundingMode.HALF_EVEN).toPlainString();
    }

    /** Reads {@link #text()}; throws {@link IllegalArgumentException}, naming the key, when it is no model of ours. */
    public static ChangeModel parse(String text) {
        KeyedNumbers numbers = new KeyedNumbers(text);
        if (numbers.get("clue_version") != Clue.VERSION) {
            throw new IllegalArgumentException("the change model has clue_version " + numbers.get("clue_version")
                    + ", this program needs " + Clue.VERSION + ": train it again");
        }
        double prior = numbers.get("prior");
        double[] weights = Clue.words().stream().mapToDouble(numbers::get).toArray();
        for (int i = 0; i < weights.length; i++) {
            if (weights[i] < 0) {
                throw new IllegalArgumentException("the change model weighs "
                        + Clue.words().get(i) + " by " + weights[i] + ": more evidence would lower the probability");
            }
        }
        if (!(prior > 0 && prior < 1)) {
            throw new IllegalArgumentException("the change model has prior " + prior + ", not between 0 and 1");
        }
        return new ChangeModel(prior, new Logistic(numbers.get("intercept"), weights));
    }
}
