// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.grafana;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;

/** Two days of made-up series, in the text that promtool imports. Same code, same bytes. */
final class Samples {

    static final Instant START = Instant.parse("2026-11-20T12:00:00Z");
    static final Instant END = START.plus(Duration.ofHours(48));

    /** Of the last eight hours. Recording rules look at five minutes, so each rate has two samples or three. */
    static final int STEP_SECONDS = 120;

    private static final long DENSE_FROM = END.minus(Duration.ofHours(8)).getEpochSecond();

    private final Writer out;

    Samples(Writer out) {
        this.out = out;
    }

    /** What a series is at an instant; NaN where it is not. */
    interface Curve {
        double at(long second);
    }

    /** Unix seconds so many minutes before the end. */
    static long before(int minutes) {
        return END.getEpochSecond() - 60L * minutes;
    }

    void series(String name, String labels, Curve curve) {
        for (long t = START.getEpochSecond(); t <= END.getEpochSecond(); t += step(t)) {
            double value = curve.at(t);
            if (!Double.isNaN(value)) {
                line(name + "{" + labels + "} " + text(value) + " " + t + "\n");
            }
        }
    }

    /** A counter that grows by so much a second; where the rate is not, the counter is not. */
    void counter(String name, String labels, Curve rate) {
        double[] sum = {0};
        series(name, labels, t -> {
            double now = rate.at(t);
            if (Double.isNaN(now)) {
                return now;
            }
            sum[0] += now * step(t);
            return sum[0];
        });
    }

    /** Half as many samples before the time that the dashboards show at first: less to import, and no gap either. */
    private static int step(long t) {
        return t < DENSE_FROM ? 2 * STEP_SECONDS : STEP_SECONDS;
    }

    /** A histogram of so many events a second, with the mean given in seconds. */
    void histogram(String name, String labels, Curve rate, double mean, double... bounds) {
        String comma = labels.isEmpty() ? "" : ",";
        for (double bound : bounds) {
            counter(
                    name + "_bucket",
                    labels + comma + "le=\"" + bound + "\"",
                    t -> rate.at(t) * (1 - Math.exp(-bound / mean)));
        }
        counter(name + "_bucket", labels + comma + "le=\"+Inf\"", rate);
        counter(name + "_count", labels, rate);
        counter(name + "_sum", labels, t -> rate.at(t) * mean);
    }

    /** How often something has happened by then. */
    static Curve happened(long... instants) {
        return t -> {
            int count = 0;
            for (long instant : instants) {
                count += instant <= t ? 1 : 0;
            }
            return count;
        };
    }

    /** From one instant to another, and not outside. */
    static Curve between(long from, long to, Curve curve) {
        return t -> t >= from && t < to ? curve.at(t) : Double.NaN;
    }

    /** A number a day and a night long, with noise of a tenth; the seed is the series' own. */
    static Curve daily(double level, int seed) {
        return t -> {
            double day = 1 + 0.3 * Math.sin(2 * Math.PI * (t % 86400) / 86400.0);
            double noise = new SplittableRandom(seed * 1_000_003L + t).nextDouble() - 0.5;
            return level * day * (1 + 0.2 * noise);
        };
    }

    void end() {
        line("# EOF\n");
    }

    private static String text(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(Math.rint(value * 1e6) / 1e6);
    }

    private void line(String line) {
        try {
            out.write(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
