// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Draws modules with replacement, of each class by itself, then runs within each, and says how far a figure moves. A
 * cohort counts as often as its module was drawn, times how often its runs were on average. So cohorts that share runs
 * move together, and nothing is resampled that is not independent; controls that cohorts share are the one tie left out.
 */
public final class Resampling {

    private static final int DRAWS = 1_000;
    private static final double TAIL = 0.025;

    /** Fewer replicates than this that have the figure give no interval. */
    private static final int LEAST = DRAWS / 2;

    private final List<double[]> draws;

    /**
     * What hangs together.
     *
     * @param module what is drawn first
     * @param harmful its class
     * @param runs what is drawn next
     */
    public record Unit(String module, boolean harmful, List<String> runs) {

        public Unit {
            runs = List.copyOf(runs);
        }
    }

    /** @param units of the cohorts, in their order */
    public Resampling(List<Unit> units, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Map<Boolean, Map<String, List<Integer>>> modules = new TreeMap<>();
        for (int i = 0; i < units.size(); i++) {
            Unit unit = units.get(i);
            modules.computeIfAbsent(unit.harmful(), key -> new TreeMap<>())
                    .computeIfAbsent(unit.module(), key -> new ArrayList<>())
                    .add(i);
        }
        draws = new ArrayList<>();
        for (int draw = 0; draw < DRAWS; draw++) {
            double[] weights = new double[units.size()];
            modules.values().forEach(ofClass -> drawModules(units, List.copyOf(ofClass.values()), weights, random));
            draws.add(weights);
        }
    }

    private static void drawModules(
            List<Unit> units, List<List<Integer>> modules, double[] weights, SplittableRandom random) {
        for (int i = 0; i < modules.size(); i++) {
            drawRuns(units, modules.get(random.nextInt(modules.size())), weights, random);
        }
    }

    private static void drawRuns(List<Unit> units, List<Integer> module, double[] weights, SplittableRandom random) {
        Map<String, Integer> times = new LinkedHashMap<>();
        module.forEach(i -> units.get(i).runs().forEach(run -> times.put(run, 0)));
        List<String> runs = List.copyOf(times.keySet());
        for (int i = 0; i < runs.size(); i++) {
            times.merge(runs.get(random.nextInt(runs.size())), 1, Integer::sum);
        }
        for (int i : module) {
            List<String> of = units.get(i).runs();
            double sum = 0;
            for (String run : of) {
                sum += times.getOrDefault(run, 0);
            }
            weights[i] += of.isEmpty() ? 1 : sum / of.size();
        }
    }

    /**
     * The interval of a figure.
     *
     * @param figure from the weights of the cohorts, in their order; all are 1 for the figure itself
     * @return null where the figure itself is empty; without an interval where most replicates are
     */
    public @Nullable Estimate estimate(int cohorts, Function<double[], OptionalDouble> figure) {
        double[] ones = new double[cohorts];
        Arrays.fill(ones, 1);
        OptionalDouble value = figure.apply(ones);
        if (value.isEmpty()) {
            return null;
        }
        double[] replicates = draws.stream()
                .map(figure)
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble)
                .sorted()
                .toArray();
        if (replicates.length < LEAST) {
            return new Estimate(value.getAsDouble(), null);
        }
        int cut = (int) (TAIL * replicates.length);
        return new Estimate(
                value.getAsDouble(), new Estimate.Interval(replicates[cut], replicates[replicates.length - 1 - cut]));
    }
}
