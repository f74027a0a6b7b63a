// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.change;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * How well probabilities fit what was true.
 *
 * @param set of which changes
 * @param cases how many
 * @param broken how many of them broke something
 * @param area under the ROC curve
 * @param areaWithin the same over pairs that one model judged, since folds have models of their own
 * @param brier mean squared error
 * @param calibration expected calibration error over ten bins of equal width
 * @param hits share of the broken ones that are flagged
 * @param alarms share of the others that are flagged
 */
public record ChangeMeasure(
        String set,
        int cases,
        int broken,
        Interval area,
        double areaWithin,
        Interval brier,
        Interval calibration,
        double hits,
        double alarms) {

    private static final int BINS = 10;
    private static final int DRAWS = 500;
    private static final long SEED = 1;

    /**
     * A figure with its 95 % interval, resampled over clusters.
     *
     * @param value as measured
     * @param low 2.5 % of the resampled ones are smaller
     * @param high 2.5 % are larger
     */
    public record Interval(double value, double low, double high) {}

    /**
     * What was said of one change.
     *
     * @param probability that it broke something
     * @param broke whether it did
     * @param cluster what is resampled as one
     * @param fold which model said it
     */
    public record Said(double probability, boolean broke, String cluster, String fold) {}

    /** The figures of one set. */
    public static ChangeMeasure of(String set, List<Said> said) {
        List<List<Said>> clusters = List.copyOf(by(said, Said::cluster).values());
        SplittableRandom random = new SplittableRandom(SEED);
        double[][] drawn = new double[3][DRAWS];
        for (int draw = 0; draw < DRAWS; draw++) {
            List<Said> some = new ArrayList<>();
            for (int i = 0; i < clusters.size(); i++) {
                some.addAll(clusters.get(random.nextInt(clusters.size())));
            }
            drawn[0][draw] = area(some);
            drawn[1][draw] = brier(some);
            drawn[2][draw] = calibration(some);
        }
        return new ChangeMeasure(
                set,
                said.size(),
                (int) said.stream().filter(Said::broke).count(),
                interval(area(said), drawn[0]),
                within(said),
                interval(brier(said), drawn[1]),
                interval(calibration(said), drawn[2]),
                flagged(said, true),
                flagged(said, false));
    }

    private static TreeMap<String, List<Said>> by(List<Said> said, Function<Said, String> key) {
        TreeMap<String, List<Said>> parts = new TreeMap<>();
        said.forEach(one ->
                parts.computeIfAbsent(key.apply(one), name -> new ArrayList<>()).add(one));
        return parts;
    }

    private static Interval interval(double value, double[] drawn) {
        return new Interval(value, Ranks.quantile(drawn, 0.025), Ranks.quantile(drawn, 0.975));
    }

    /** Share of pairs that are ordered rightly, ties counting half; one half where there is no pair. */
    static double area(List<Said> said) {
        double[] pairs = pairs(said);
        return pairs[1] == 0 ? 0.5 : pairs[0] / pairs[1];
    }

    private static double[] pairs(List<Said> said) {
        double[] broken = sorted(said, true);
        double[] sound = sorted(said, false);
        double right = 0;
        int below = 0;
        int upTo = 0;
        for (double probability : broken) {
            while (below < sound.length && sound[below] < probability) {
                below++;
            }
            upTo = Math.max(upTo, below);
            while (upTo < sound.length && sound[upTo] == probability) {
                upTo++;
            }
            right += below + (upTo - below) / 2.0;
        }
        return new double[] {right, (double) broken.length * sound.length};
    }

    private static double[] sorted(List<Said> said, boolean broke) {
        return said.stream()
                .filter(one -> one.broke() == broke)
                .mapToDouble(Said::probability)
                .sorted()
                .toArray();
    }

    private static double within(List<Said> said) {
        double right = 0;
        double all = 0;
        for (List<Said> fold : by(said, Said::fold).values()) {
            double[] pairs = pairs(fold);
            right += pairs[0];
            all += pairs[1];
        }
        return all == 0 ? 0.5 : right / all;
    }

    private static double truth(Said one) {
        return one.broke() ? 1 : 0;
    }

    private static double brier(List<Said> said) {
        return mean(said, one -> (one.probability() - truth(one)) * (one.probability() - truth(one)));
    }

    private static double mean(List<Said> said, ToDoubleFunction<Said> of) {
        double sum = 0;
        for (Said one : said) {
            sum += of.applyAsDouble(one);
        }
        return sum / Math.max(1, said.size());
    }

    private static double calibration(List<Said> said) {
        double[] off = new double[BINS];
        for (Said one : said) {
            off[Math.min(BINS - 1, (int) (one.probability() * BINS))] += one.probability() - truth(one);
        }
        return Arrays.stream(off).map(Math::abs).sum() / Math.max(1, said.size());
    }

    private static double flagged(List<Said> said, boolean broke) {
        return mean(
                said.stream().filter(one -> one.broke() == broke).toList(),
                one -> one.probability() >= ChangeJudge.FLAG ? 1 : 0);
    }
}
