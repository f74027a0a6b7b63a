// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.judge;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A track as its innovations: what each point brings that the point before did not tell (AR(1), generalised least
 * squares; Prais and Winsten 1954). A step then shows at once however long the signal's memory is, and no single
 * scrape counts for more than three deviations.
 */
final class Whitened {

    /** Where innovations are clipped, in robust deviations (Huber 1964). */
    private static final double CLIP = 3;

    /** Past this a signal is a walk, and one difference is all that can be known. */
    private static final double LONGEST_MEMORY = 0.98;

    /**
     * The newest points say only whether it is still there: a movement that is gone again within three scrapes is no finding
     * (the went-away filter of FBDetect, SOSP 2024).
     */
    static final int CONFIRMING = 4;

    private static final int NEWEST = 2;

    private static final Estimate NOTHING = new Estimate(0, 1);

    /** Intervals from which on a power costs less than as many multiplications. */
    private static final int LONG = 8;

    /** Points of a window below which the correction of its memory means nothing. */
    private static final double FEWEST = 10;

    private final double[] value;
    private final double[] innovation;
    private final double[] intercept;
    /** Sums of the intercept's squares, and of its products with the innovations, over so many points. */
    private final double[] squares;

    private final double[] products;
    private final double[] memory;
    private final double[] unit;
    private final int firstAfter;
    private final double middle;
    private final double wide;
    private final double deviation;

    /**
     * @param rho autocorrelation over one interval
     * @param interval seconds between points, as planned
     * @param least smallest deviation that means anything, in the unit of the track
     * @param last the same at the look before, with the same memory and least deviation
     * @param known so many points at the start are as they were then: none, or the before window and more
     */
    static Whitened of(Track track, double rho, double interval, double least, @Nullable Whitened last, int known) {
        return known == 0 || last == null
                ? new Whitened(track, rho, interval, least, null, 0)
                : new Whitened(track, rho, interval, least, last, known);
    }

    private Whitened(Track track, double rho, double interval, double least, @Nullable Whitened last, int known) {
        int n = track.size();
        value = track.value();
        firstAfter = track.firstAfter();
        innovation = last == null ? new double[n] : Arrays.copyOf(last.innovation, n);
        intercept = last == null ? new double[n] : Arrays.copyOf(last.intercept, n);
        memory = last == null ? new double[n] : Arrays.copyOf(last.memory, n);
        unit = last == null ? new double[n] : Arrays.copyOf(last.unit, n);
        squares = last == null ? new double[n + 1] : Arrays.copyOf(last.squares, n + 1);
        products = last == null ? new double[n + 1] : Arrays.copyOf(last.products, n + 1);
        innovate(track, rho, interval, known);
        if (last == null) {
            double[] before = Arrays.copyOf(innovation, firstAfter);
            middle = Robust.median(before);
            wide = Robust.deviation(before, middle);
        } else {
            middle = last.middle;
            wide = last.wide;
        }
        deviation = Math.max(least, wide);
        double most = CLIP * deviation;
        for (int i = known; i < n; i++) {
            innovation[i] = middle + Math.max(-most, Math.min(most, innovation[i] - middle));
            squares[i + 1] = squares[i] + intercept[i] * intercept[i];
            products[i + 1] = products[i] + intercept[i] * innovation[i];
        }
    }

    /** Fills in what the points from one on bring, not yet clipped. */
    private void innovate(Track track, double rho, double interval, int from) {
        double usual = Math.sqrt(1 - rho * rho);
        for (int i = from; i < value.length; i++) {
            double gap = i == 0 ? 0 : Math.max(1, Math.rint((track.at()[i] - track.at()[i - 1]) / interval));
            // Nothing tells of the first point.
            double phi = i == 0 ? 0 : power(rho, gap);
            unit[i] = gap == 1 ? usual : Math.sqrt(1 - phi * phi);
            innovation[i] = i == 0 ? value[i] : (value[i] - phi * value[i - 1]) / unit[i];
            intercept[i] = (1 - phi) / unit[i];
            memory[i] = phi;
        }
    }

    private static double power(double rho, double gap) {
        if (gap > LONG) {
            return StrictMath.pow(rho, gap);
        }
        double power = rho;
        for (int i = 1; i < gap; i++) {
            power *= rho;
        }
        return power;
    }

    /**
     * The autocorrelation over one interval that the before windows of all hosts have, 0 to {@value #LONGEST_MEMORY}. That of
     * n points around their own middle comes out too small by (1 + 3ρ) / n (Kendall 1954).
     */
    static double memory(List<Track> tracks) {
        double product = 0;
        double square = 0;
        double points = 0;
        for (Track track : tracks) {
            double deviation = Robust.deviation(Arrays.copyOf(track.value(), track.firstAfter()), 0);
            if (deviation == 0) {
                continue;
            }
            points += track.firstAfter();
            double last = 0;
            for (int i = 0; i < track.firstAfter(); i++) {
                double now = Math.max(-CLIP, Math.min(CLIP, track.value()[i] / deviation));
                product += i == 0 ? 0 : now * last;
                square += now * now;
                last = now;
            }
        }
        if (square == 0) {
            return 0;
        }
        double found = product / square;
        double window = Math.max(FEWEST, points / tracks.size());
        return Math.max(0, Math.min(LONGEST_MEMORY, found + (1 + 3 * found) / window));
    }

    /** Robust deviation of the signal itself, as its innovations tell it. */
    double deviation() {
        return deviation;
    }

    /** Points of the after window that its shapes are fitted to: all but the newest {@value #CONFIRMING}. */
    int fitted() {
        return Math.max(0, innovation.length - firstAfter - CONFIRMING);
    }

    /** Whether nothing is known of it after the patch. */
    boolean silentAfter() {
        return pointsAfter() == 0;
    }

    private int pointsAfter() {
        return innovation.length - firstAfter;
    }

    /** The size of a step that begins {@code late} points after the patch, in deviations. */
    Estimate step(int late) {
        if (late >= fitted()) {
            return NOTHING;
        }
        int from = firstAfter + late;
        int end = firstAfter + fitted();
        // From its second point on, a whitened step is the whitened intercept.
        double first = 1 / unit[from];
        double rest = squares[end] - squares[from + 1];
        return estimate(
                end,
                intercept[from] * first + rest,
                first * first + rest,
                innovation[from] * first + products[end] - products[from + 1]);
    }

    /** How surely a step begins at the point {@code from}, by the points before {@code end}: in standard deviations. */
    double begins(int from, int end) {
        double square = 0;
        double product = 0;
        for (int i = from; i < end; i++) {
            double whitened = i == from ? 1 / unit[i] : intercept[i];
            square += whitened * whitened;
            product += whitened * (innovation[i] - middle);
        }
        return product / Math.sqrt(square) / deviation;
    }

    /** How far a ramp that begins at the patch has risen by now, in deviations. */
    Estimate ramp() {
        double points = fitted();
        int end = firstAfter + fitted();
        double b = 0;
        double c = 0;
        double q = 0;
        double last = 0;
        for (int i = firstAfter; i < end; i++) {
            double now = (i - firstAfter + 1) / points;
            double whitened = (now - memory[i] * last) / unit[i];
            b += intercept[i] * whitened;
            c += whitened * whitened;
            q += whitened * innovation[i];
            last = now;
        }
        return estimate(end, b, c, q);
    }

    /** The logarithm of how much wider the innovations are after than before. */
    Estimate spread() {
        double after = Robust.deviation(Arrays.copyOfRange(innovation, firstAfter, innovation.length));
        // Variance of the logarithm of a median absolute deviation: 1.36 / n for the normal.
        double error = Math.sqrt(1.36 / firstAfter + 1.36 / pointsAfter());
        double least = 0.1 * deviation;
        return new Estimate(StrictMath.log(Math.max(least, after) / Math.max(least, wide)), error);
    }

    /** Where the signal lies now, in deviations from its before window: the mean of the newest {@value #NEWEST} points. */
    double newest() {
        int points = Math.min(pointsAfter(), NEWEST);
        double sum = 0;
        for (int i = value.length - points; i < value.length; i++) {
            sum += value[i];
        }
        double there = sum / points / deviation;
        return Math.max(-Judge.CLAMP, Math.min(Judge.CLAMP, there));
    }

    /**
     * Least squares on an intercept and a shape, both whitened, over the first {@code end} points.
     *
     * @param b the sum of products of intercept and shape
     * @param c the sum of squares of the shape
     * @param q the sum of products of shape and innovation
     */
    private Estimate estimate(int end, double b, double c, double q) {
        double a = squares[end];
        double determinant = a * c - b * b;
        return determinant <= 0
                ? NOTHING
                : new Estimate((a * q - b * products[end]) / determinant / deviation, Math.sqrt(a / determinant));
    }

    /**
     * What is estimated of one host.
     *
     * @param value in deviations of this host, or a logarithm
     * @param error its standard error in the same unit, if innovations are independent
     */
    record Estimate(double value, double error) {}
}
