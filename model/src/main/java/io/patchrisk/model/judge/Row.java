// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.judge;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.jspecify.annotations.Nullable;

/**
 * One aspect of one signal as one number a host, and the statistic that a set of hosts then has: how far its sum lies above
 * what as many hosts drawn at random give, in standard deviations.
 *
 * <p>Scores are whole numbers of {@value #GRAIN} a deviation: their sums are exact, so the order of hosts changes no bit.
 */
final class Row {

    /** Steps of a score in one deviation; sums over 2^17 patched hosts stay inside an int. */
    static final int GRAIN = 1 << 11;

    /** No host counts for more deviations than this, so that one wild host cannot carry a cohort of five. */
    static final double CLIP = 4;

    /** Events of one host that count: a host that prints the same error for ever is one host. */
    private static final int MOST_EVENTS = 2;

    private static final double MOST_UNUSUAL = 1e-12;

    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    private final Aspect aspect;
    private final int[] scores;
    private final int @Nullable [] ofSum;
    private final double unit;

    private Row(Aspect aspect, int[] scores, int @Nullable [] ofSum, double unit) {
        this.aspect = aspect;
        this.scores = scores;
        this.ofSum = ofSum;
        this.unit = unit;
    }

    /** A score of one host, given in deviations, cut and as a whole number. */
    static int grains(double score) {
        return (int) Math.rint(Math.max(-CLIP, Math.min(CLIP, score)) * GRAIN);
    }

    /** The deviation of a sum over the hosts that are called patched, in grains. */
    static double unit(Strata strata) {
        return GRAIN * strata.unit();
    }

    /**
     * A row of movements.
     *
     * @param movements one a host, more is worse; NaN where a host has none, which then counts as the middle of its stratum
     * @param least smallest deviation between hosts that is believed
     */
    static Row ofMovements(Aspect aspect, double[] movements, double least, Strata strata) {
        double[] own = movements.clone();
        for (int stratum = 0; stratum < strata.count(); stratum++) {
            int[] places = strata.places(stratum);
            double middle = middle(own, places);
            for (int place : places) {
                own[place] -= middle;
            }
        }
        double scale = Math.max(least, Robust.spread(present(own)));
        int[] scores = new int[own.length];
        for (int i = 0; i < scores.length; i++) {
            double score = Double.isNaN(own[i]) ? 0 : own[i] / scale;
            scores[i] = grains(score);
        }
        for (int stratum = 0; stratum < strata.count(); stratum++) {
            center(scores, strata.places(stratum));
        }
        return new Row(aspect, scores, null, unit(strata));
    }

    /** The median of those places that have a value. */
    private static double middle(double[] values, int[] places) {
        double[] here = new double[places.length];
        for (int i = 0; i < here.length; i++) {
            here[i] = values[places[i]];
        }
        double[] present = present(here);
        return present.length == 0 ? 0 : Robust.medianOf(present);
    }

    private static double[] present(double[] values) {
        double[] present = new double[values.length];
        int n = 0;
        for (double value : values) {
            if (!Double.isNaN(value)) {
                present[n++] = value;
            }
        }
        return Arrays.copyOf(present, n);
    }

    private static void center(int[] scores, int[] places) {
        long sum = 0;
        for (int place : places) {
            sum += scores[place];
        }
        int mean = (int) Math.rint(sum / (double) places.length);
        for (int place : places) {
            scores[place] -= mean;
        }
    }

    /**
     * A row of events. Its statistic is the normal deviate of the exact conditional test: of all events, as many or more
     * on the chosen hosts (Przyborowski and Wilenski 1940); of each stratum's events the share of its hosts is expected there.
     *
     * @param events one count a host, beyond what the before window lets expect
     */
    static Row ofEvents(int[] events, Strata strata) {
        int[] scores = new int[events.length];
        int all = 0;
        for (int i = 0; i < events.length; i++) {
            scores[i] = Math.max(0, Math.min(MOST_EVENTS, events[i]));
            all += scores[i];
        }
        double unit = unit(strata);
        int[] ofSum = new int[all + 1];
        BinomialDistribution split = BinomialDistribution.of(all, share(scores, all, strata));
        for (int on = 0; on <= all; on++) {
            // The middle of the step: whole numbers would all lean to one side.
            double tail = split.survivalProbability(on) + split.probability(on) / 2;
            double deviate =
                    NORMAL.inverseSurvivalProbability(Math.max(MOST_UNUSUAL, Math.min(1 - MOST_UNUSUAL, tail)));
            ofSum[on] = (int) Math.rint(deviate * unit);
        }
        return new Row(Aspect.COUNT, scores, ofSum, unit);
    }

    /** The share of events that is expected on patched hosts. */
    private static double share(int[] events, int all, Strata strata) {
        double share = 0;
        for (int stratum = 0; all > 0 && stratum < strata.count(); stratum++) {
            int[] places = strata.places(stratum);
            int here = Arrays.stream(places).map(place -> events[place]).sum();
            share += here / (double) all * (strata.patched(stratum) / (double) places.length);
        }
        return share;
    }

    /** The other way round, for signals of which both ways are bad. */
    Row turned() {
        return new Row(aspect, Arrays.stream(scores).map(score -> -score).toArray(), ofSum, unit);
    }

    Aspect aspect() {
        return aspect;
    }

    /** What is added up: one whole number a host. */
    int score(int host) {
        return scores[host];
    }

    /** The statistic of a sum of scores, in grains of its own unit. */
    int statistic(int sum) {
        return ofSum == null ? sum : ofSum[sum];
    }

    /** The least score of the first {@code chosen} hosts, in deviations; 0 for events. */
    double weakest(int chosen) {
        return ofSum == null ? Arrays.stream(scores, 0, chosen).min().orElse(0) / (double) GRAIN : 0;
    }

    /** Those of the first {@code chosen} hosts that carry it: at least half of their mean, the most first. */
    List<Integer> carriers(int chosen) {
        long sum = 0;
        for (int host = 0; host < chosen; host++) {
            sum += scores[host];
        }
        double half = sum / (2.0 * chosen);
        return sum <= 0
                ? List.of()
                : IntStream.range(0, chosen)
                        .filter(host -> scores[host] >= half)
                        .boxed()
                        .sorted(Comparator.comparingInt(host -> -scores[host]))
                        .toList();
    }

    /** The statistic of the first {@code chosen} hosts, in standard deviations. */
    double deviate(int chosen) {
        int sum = 0;
        for (int host = 0; host < chosen; host++) {
            sum += scores[host];
        }
        return statistic(sum) / unit;
    }
}
