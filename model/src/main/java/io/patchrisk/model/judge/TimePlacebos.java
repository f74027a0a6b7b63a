// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.judge;

import io.patchrisk.model.fact.Direction;
import io.patchrisk.model.fact.Role;
import io.patchrisk.model.fact.Signal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Placebos in time, for hosts too few to be relabeled: the first scrapes after the patch against as many of each patched
 * host's own before window, as if it had been patched then.
 *
 * <p>What all hosts do at the same time is taken out and the memory of a signal is whitened away first; then one stretch of a
 * quiet host is as good as another, and each patched host may be given any of its own. The p-value is the share of ways to do
 * so whose largest statistic over all symptoms is as large as the real one. It finds what steps with the patch, and only on
 * the assumption that a host's before window is like what would have come: the controls, where they suffice, need none. A
 * signal that drifted on the patched hosts before the patch already breaks it and is not compared.
 */
final class TimePlacebos {

    /** Scrapes of a stretch; what the first look that may find anything has seen. */
    private static final int SCRAPES = Looks.FEWEST;

    /** With fewer controls what hosts have in common cannot be told from one of them. */
    private static final int FEWEST_CONTROLS = 4;

    /** A drift that many standard errors large is no chance: one quiet signal of twenty is lost by it. */
    private static final double DRIFTED = 2;

    private static final TimePlacebos NONE = new TimePlacebos(Map.of(), 0);

    /**
     * How surely a signal begins to step, in grains of a standard deviation.
     *
     * @param own patched host × stretch, the real one first
     */
    private record Scores(int[][] own, boolean bothWays) {

        /** The statistic of a choice of one stretch a host. */
        int sum(int[] choice) {
            int sum = 0;
            for (int host = 0; host < choice.length; host++) {
                sum += own[host][choice[host]];
            }
            return bothWays ? Math.abs(sum) : sum;
        }

        /** Whether the stretches before the patch rise or fall in the order of time (least squares over all hosts). */
        boolean drifts() {
            double points = 0;
            double x = 0;
            double xx = 0;
            double y = 0;
            double yy = 0;
            double xy = 0;
            for (int[] host : own) {
                for (int stretch = 1; stretch < host.length; stretch++) {
                    double score = host[stretch] / (double) Row.GRAIN;
                    points++;
                    x += stretch;
                    xx += (double) stretch * stretch;
                    y += score;
                    yy += score * score;
                    xy += stretch * score;
                }
            }
            double spreadX = xx - x * x / points;
            double slope = (xy - x * y / points) / spreadX;
            double left = Math.max(0, yy - y * y / points - slope * slope * spreadX);
            return Math.abs(slope) > DRIFTED * Math.sqrt(left / (points - 2) / spreadX);
        }
    }

    private final Map<Signal, Double> p;
    private final double alpha;

    private TimePlacebos(Map<Signal, Double> p, double alpha) {
        this.p = p;
        this.alpha = alpha;
    }

    static TimePlacebos none() {
        return NONE;
    }

    /**
     * Compares each symptom of the patched hosts with itself.
     *
     * @param leftOut signals in which the arms parted before the patch
     * @param most all ways are taken when there are no more than this, else so many of them
     */
    static TimePlacebos of(Arms arms, Set<Signal> leftOut, double alpha, int most, long seed) {
        int[] stretches =
                arms.patched().stream().mapToInt(TimePlacebos::stretches).toArray();
        if (1 / Math.min(ways(stretches), most) > alpha) {
            return NONE;
        }
        NavigableSet<Signal> signals = arms.signals(Role.SYMPTOM);
        signals.removeAll(leftOut);
        // Of the after window only the one stretch: what is found does not change while the window grows.
        Arms cut = arms.cutAfter(length(arms.patched().get(0)));
        Map<Signal, Scores> scores = new TreeMap<>();
        for (Signal signal : signals) {
            Scores own = scores(signal, cut, stretches);
            if (own != null && !own.drifts()) {
                scores.put(signal, own);
            }
        }
        return scores.isEmpty() ? NONE : new TimePlacebos(counted(scores, stretches, most, seed), alpha);
    }

    /** Whether a signal moved more than chance explains. */
    boolean found(Signal signal) {
        return p(signal) <= alpha;
    }

    /** The p-value of a signal, corrected over all of them; 1 where it was not compared. */
    double p(Signal signal) {
        return p.getOrDefault(signal, 1.0);
    }

    private static double length(Subject subject) {
        return SCRAPES * subject.host().scrapeInterval();
    }

    /** The stretch after the patch and those of the before window. */
    private static int stretches(Subject subject) {
        return 1 + (int) Math.min(Track.MOST, subject.windows().before().seconds() / length(subject));
    }

    private static @Nullable Scores scores(Signal signal, Arms arms, int[] stretches) {
        int patched = stretches.length;
        Own own = Own.of(signal, arms.all(), patched, null);
        if (own == null || controls(own.tracks(), patched) < FEWEST_CONTROLS) {
            return null;
        }
        int[][] scores = new int[patched][];
        for (int host = 0; host < patched; host++) {
            scores[host] = new int[stretches[host]];
            Track track = own.tracks().get(host);
            Whitened whitened = own.hosts().get(host);
            if (track != null && whitened != null) {
                fill(scores[host], track, whitened, arms.patched().get(host));
            }
        }
        return new Scores(scores, signal.worse() == Direction.BOTH);
    }

    private static long controls(List<@Nullable Track> tracks, int patched) {
        return tracks.stream().skip(patched).filter(Objects::nonNull).count();
    }

    private static void fill(int[] scores, Track track, Whitened whitened, Subject subject) {
        scores[0] = Row.grains(whitened.begins(track.firstAfter(), track.size()));
        double length = length(subject);
        double instant = subject.windows().before().to();
        for (int stretch = 1; stretch < scores.length; stretch++) {
            double from = instant - stretch * length;
            int first = track.upTo(from);
            int end = Math.min(track.upTo(from + length), track.firstAfter());
            // Of what was not measured nothing better can be said than that it was as bad.
            scores[stretch] = first < end ? Row.grains(whitened.begins(first, end)) : scores[0];
        }
    }

    private static double ways(int[] stretches) {
        return Arrays.stream(stretches).asDoubleStream().reduce(1, (all, own) -> all * own);
    }

    private static Map<Signal, Double> counted(Map<Signal, Scores> scores, int[] stretches, int most, long seed) {
        Scores[] all = scores.values().toArray(Scores[]::new);
        int[] choice = new int[stretches.length];
        int[] real = new int[all.length];
        for (int signal = 0; signal < real.length; signal++) {
            real[signal] = all[signal].sum(choice);
        }
        double ways = ways(stretches);
        int count = (int) Math.min(most, ways);
        SplittableRandom random = new SplittableRandom(seed);
        int[] asLarge = new int[all.length];
        for (int way = 0; way < count; way++) {
            int largest = Integer.MIN_VALUE;
            for (Scores signal : all) {
                largest = Math.max(largest, signal.sum(choice));
            }
            for (int signal = 0; signal < real.length; signal++) {
                asLarge[signal] += largest >= real[signal] ? 1 : 0;
            }
            if (count < ways) {
                Arrays.setAll(choice, host -> random.nextInt(stretches[host]));
            } else {
                next(choice, stretches);
            }
        }
        Map<Signal, Double> p = new TreeMap<>();
        int place = 0;
        for (Signal signal : scores.keySet()) {
            p.put(signal, asLarge[place++] / (double) count);
        }
        return p;
    }

    /** Goes on to the next way, as an odometer does. */
    private static void next(int[] choice, int[] stretches) {
        int host = 0;
        while (host < choice.length && ++choice[host] == stretches[host]) {
            choice[host++] = 0;
        }
    }
}
