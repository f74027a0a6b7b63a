// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.study;

import io.patchrisk.model.fact.Direction;
import io.patchrisk.model.fact.HostId;
import io.patchrisk.model.fact.HostRecord;
import io.patchrisk.model.fact.Role;
import io.patchrisk.model.fact.Series;
import io.patchrisk.model.fact.Shape;
import io.patchrisk.model.fact.Signal;
import io.patchrisk.model.judge.Arms;
import io.patchrisk.model.judge.Subject;
import io.patchrisk.model.window.Span;
import io.patchrisk.model.window.Windows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Fleets as the research measured judges on (5 patched hosts and 40 controls): a scrape a minute, 60 minutes before. Hosts
 * differ by 3 sd and by a fifth in how they follow the common load (a daily season of 2 sd, a trend, a random walk); the
 * noise of a host is AR(1); 1 % of the values are missing.
 *
 * @param patched hosts that are patched
 * @param controls hosts that are not
 * @param memory autocorrelation from minute to minute
 * @param heavy whether innovations have Student's t distribution with 2 degrees of freedom instead of the normal
 * @param signals how many symptoms
 * @param after minutes after the patch
 * @param blurred whether the minute that covers the patch instant is lost, as it is for rates
 * @param change what the patch does to the first signal
 */
record SimulatedFleet(
        int patched,
        int controls,
        double memory,
        boolean heavy,
        int signals,
        int after,
        boolean blurred,
        Change change) {

    static final double MINUTE = 60;

    private static final int BEFORE = 60;
    private static final double START = 1_800_000_000;
    private static final double MISSING = 0.01;
    private static final double APART = 3;
    private static final double FOLLOWS = 0.2;
    private static final double DAY = 1_440;
    private static final int BURN_IN = 80;

    /** The fleet of a number: always the same. */
    Arms arms(long number) {
        SplittableRandom random = new SplittableRandom(7_919 * number + Math.round(1_000 * memory) + (heavy ? 13 : 0));
        int first = BEFORE + (blurred ? 1 : 0);
        int minutes = first + after;
        List<double[]> load = new ArrayList<>();
        for (int i = 0; i < signals; i++) {
            load.add(load(minutes, random));
        }
        List<Subject> subjects = new ArrayList<>();
        for (int host = 0; host < patched + controls; host++) {
            NavigableMap<Signal, Series> values = new TreeMap<>();
            for (int i = 0; i < signals; i++) {
                boolean changed = host < patched && i == 0;
                values.put(
                        signal(i), thinned(values(load.get(i), first, changed ? change : Change.NONE, random), random));
            }
            subjects.add(new Subject(record(host, values, minutes), windows(first, minutes)));
        }
        return new Arms(subjects.subList(0, patched), subjects.subList(patched, subjects.size()));
    }

    private double[] values(double[] load, int first, Change change, SplittableRandom random) {
        if (this.change.kind() == Change.Kind.ERRORS) {
            return errors(load.length, first, change, random);
        }
        double offset = APART * random.nextGaussian();
        double gain = 1 + FOLLOWS * random.nextGaussian();
        double noise = 0;
        double[] values = new double[load.length];
        for (int minute = -BURN_IN; minute < values.length; minute++) {
            noise = memory * noise + Math.sqrt(1 - memory * memory) * innovation(random);
            if (minute >= 0) {
                values[minute] = 20 + offset + gain * load[minute] + noise;
            }
        }
        double deviation = deviation(Arrays.copyOf(values, BEFORE));
        for (int minute = first; minute < values.length; minute++) {
            values[minute] += change.at(minute - first, deviation, random);
        }
        return values;
    }

    /** Errors a second: none, then one in some minutes. */
    private static double[] errors(int minutes, int first, Change change, SplittableRandom random) {
        double[] values = new double[minutes];
        for (int minute = first; minute < minutes; minute++) {
            values[minute] = random.nextDouble() < change.size() ? 1 / MINUTE : 0;
        }
        return values;
    }

    private double innovation(SplittableRandom random) {
        if (!heavy) {
            return random.nextGaussian();
        }
        double u = random.nextDouble(1e-9, 1 - 1e-9);
        return 0.6 * (2 * u - 1) / Math.sqrt(2 * u * (1 - u));
    }

    private static double[] load(int minutes, SplittableRandom random) {
        double phase = random.nextDouble() * 2 * Math.PI;
        double walk = 0;
        double[] load = new double[minutes];
        for (int minute = 0; minute < minutes; minute++) {
            walk += 0.1 * random.nextGaussian();
            load[minute] = 2 * Math.sin(2 * Math.PI * minute / DAY + phase) + 0.005 * minute + walk;
        }
        return load;
    }

    private static double deviation(double[] values) {
        double mean = Arrays.stream(values).average().orElse(0);
        return Math.sqrt(Arrays.stream(values)
                        .map(value -> (value - mean) * (value - mean))
                        .sum()
                / (values.length - 1));
    }

    private static Series thinned(double[] values, SplittableRandom random) {
        double[] at = new double[values.length];
        double[] kept = new double[values.length];
        int n = 0;
        for (int minute = 0; minute < values.length; minute++) {
            if (random.nextDouble() >= MISSING) {
                at[n] = START + MINUTE * minute;
                kept[n++] = values[minute];
            }
        }
        return Series.of(Arrays.copyOf(at, n), Arrays.copyOf(kept, n));
    }

    private Signal signal(int number) {
        Shape shape = change.kind() == Change.Kind.ERRORS ? Shape.RARE : Shape.LEVEL;
        return new Signal("signal" + number, "1", Direction.UP, Role.SYMPTOM, shape, 0.01, "A signal.");
    }

    private static HostRecord record(int number, NavigableMap<Signal, Series> values, int minutes) {
        List<Double> scrapes = new ArrayList<>();
        for (int minute = 0; minute < minutes; minute++) {
            scrapes.add(START + MINUTE * minute);
        }
        return new HostRecord(
                new HostId("host" + number),
                "stratum",
                values,
                scrapes,
                MINUTE,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                null,
                null,
                null);
    }

    /** The instant lies just behind the last scrape of the before window. */
    private static Windows windows(int first, int minutes) {
        double instant = START + MINUTE * (BEFORE - 1) + 1;
        double settled = START + MINUTE * (first - 1) + 1;
        return new Windows(
                new Span(instant - BEFORE * MINUTE, instant),
                new Span(instant, settled),
                new Span(settled, START + MINUTE * (minutes - 1)));
    }
}
