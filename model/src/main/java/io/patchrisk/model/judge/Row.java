// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.judge;

import io.patchrisk.model.fact.Signal;
import java.util.Arrays;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.jspecify.annotations.Nullable;

/**
 * One aspect of one signal as one number a host, and the statistic that a set of hosts then has: how far its sum lies above
 * what as many hosts drawn at random give, in standard deviations.
 */
final class Row {

    /** No host counts for more deviations than this, so that one wild host cannot carry a cohort of five. */
    static final double CLIP = 4;

    /** Events of one host that count: a host that prints the same error for ever is one host. */
    private static final int MOST_EVENTS = 2;

    /** Scores are multiples of 2^-32: sums of up to 2^16 of them are exact, so the order of hosts changes no bit. */
    private static final double GRAIN = 0x1p32;

    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    private final Signal signal;
    private final Aspect aspect;
    private final double[] scores;
    private final double @Nullable [] ofEvents;
    private final double expected;
    private final double unit;

    private Row(Signal signal, Aspect aspect, double[] scores, int chosen, double @Nullable [] ofEvents) {
        this.signal = signal;
        this.aspect = aspect;
        this.scores = scores;
        this.ofEvents = ofEvents;
        double hosts = scores.length;
        this.expected = Arrays.stream(scores).sum() * chosen / hosts;
        this.unit = Math.sqrt(chosen * (hosts - chosen) / hosts);
    }

    /**
     * A row of movements.
     *
     * @param movements one a host, more is worse; NaN where a host has none, which then counts as the middle
     * @param least smallest deviation between hosts that is believed
     * @param chosen hosts that are called patched
     */
    static Row ofMovements(Signal signal, Aspect aspect, double[] movements, double least, int chosen) {
        double[] present =
                Arrays.stream(movements).filter(value -> !Double.isNaN(value)).toArray();
        double middle = Robust.median(present);
        double scale = Math.max(least, Robust.deviation(present));
        double[] scores = new double[movements.length];
        for (int i = 0; i < scores.length; i++) {
            double score = Double.isNaN(movements[i]) ? 0 : (movements[i] - middle) / scale;
            scores[i] = Math.rint(Math.max(-CLIP, Math.min(CLIP, score)) * GRAIN) / GRAIN;
        }
        return new Row(signal, aspect, scores, chosen, null);
    }

    /**
     * A row of events. Its statistic is the normal deviate of the exact conditional test: of all events, as many or more
     * on the chosen hosts (Przyborowski and Wilenski 1940).
     *
     * @param events one count a host, beyond what the before window lets expect
     */
    static Row ofEvents(Signal signal, int[] events, int chosen) {
        double[] scores = new double[events.length];
        int all = 0;
        for (int i = 0; i < events.length; i++) {
            int counted = Math.max(0, Math.min(MOST_EVENTS, events[i]));
            scores[i] = counted;
            all += counted;
        }
        double[] deviates = new double[all + 1];
        BinomialDistribution split = BinomialDistribution.of(all, chosen / (double) events.length);
        for (int on = 0; on <= all; on++) {
            // The middle of the step: whole numbers would all lean to one side.
            double tail = split.survivalProbability(on) + split.probability(on) / 2;
            deviates[on] = NORMAL.inverseSurvivalProbability(Math.max(1e-12, Math.min(1 - 1e-12, tail)));
        }
        return new Row(signal, Aspect.COUNT, scores, chosen, deviates);
    }

    /** The other way round, for signals of which both ways are bad. */
    Row turned(int chosen) {
        return new Row(
                signal, aspect, Arrays.stream(scores).map(score -> -score).toArray(), chosen, ofEvents);
    }

    Signal signal() {
        return signal;
    }

    Aspect aspect() {
        return aspect;
    }

    double score(int host) {
        return scores[host];
    }

    /** The statistic of a set of as many hosts as are patched. */
    double statistic(int[] hosts) {
        double sum = 0;
        for (int host : hosts) {
            sum += scores[host];
        }
        return ofEvents == null ? (sum - expected) / unit : ofEvents[(int) sum];
    }
}
