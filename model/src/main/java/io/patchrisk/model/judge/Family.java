// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.judge;

import io.patchrisk.model.fact.Shape;
import io.patchrisk.model.fact.Signal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The signals of one role, tested together: the largest deviate over all aspects of all of them is compared with the same
 * under each relabeling (Westfall and Young 1993, max-T).
 */
final class Family {

    private final List<Subject> subjects;
    private final int patched;
    private final Relabelings relabelings;

    Family(Arms arms, Relabelings relabelings) {
        this.subjects =
                Stream.concat(arms.patched().stream(), arms.controls().stream()).toList();
        this.patched = arms.patched().size();
        this.relabelings = relabelings;
    }

    /** Judges the family at a look, adds a finding a signal, and gives what is spent now. */
    Spent judge(Collection<Signal> signals, Spent before, double alpha, int look, List<Finding> findings) {
        List<Rows.Of> rows = new ArrayList<>();
        List<Movement> movements = new ArrayList<>();
        for (Signal signal : signals) {
            Rows.Of of = Rows.of(signal, subjects, patched);
            Movement movement = of.rows().isEmpty() ? null : movement(signal);
            if (movement != null) {
                rows.add(of);
                movements.add(movement);
            }
        }
        if (rows.isEmpty()) {
            return before;
        }
        double[] largest =
                largest(rows.stream().flatMap(of -> of.rows().stream()).toList());
        Spent.Step step = before.step(largest, alpha, Looks.spent(look));
        double[] sorted = largest.clone();
        Arrays.sort(sorted);
        int[] real = relabelings.chosen().get(0);
        Map<Signal, Crossing> crossings = new TreeMap<>();
        for (int i = 0; i < rows.size(); i++) {
            Signal signal = movements.get(i).signal();
            Tested tested = tested(rows.get(i).rows(), sorted, step.boundary());
            Crossing crossing = crossing(before.crossing(signal), tested, rows.get(i), look);
            if (crossing != null) {
                crossings.put(signal, crossing);
            }
            boolean found = crossing != null && crossing.confirmed(look, distance(crossing.aspect(), rows.get(i)));
            findings.add(movements.get(i).finding(real, tested, found));
        }
        return step.spent().with(crossings);
    }

    /** The crossing that stands: the first, or a newer one when what crossed first has gone. */
    private static @Nullable Crossing crossing(@Nullable Crossing first, Tested tested, Rows.Of rows, int look) {
        boolean crosses = tested.deviate() >= tested.boundary();
        if (!crosses || (first != null && !first.gone(distance(first.aspect(), rows)))) {
            return first;
        }
        return new Crossing(tested.aspect(), look, distance(tested.aspect(), rows));
    }

    private static double distance(Aspect aspect, Rows.Of rows) {
        return aspect == Aspect.SPREAD ? rows.newestSpread() : rows.newestLevel();
    }

    private double[] largest(List<Row> rows) {
        double[] largest = new double[relabelings.chosen().size()];
        for (int i = 0; i < largest.length; i++) {
            int[] chosen = relabelings.chosen().get(i);
            double most = Double.NEGATIVE_INFINITY;
            for (Row row : rows) {
                most = Math.max(most, row.statistic(chosen));
            }
            largest[i] = most;
        }
        return largest;
    }

    private Tested tested(List<Row> rows, double[] sorted, double boundary) {
        int[] real = relabelings.chosen().get(0);
        Row most = rows.get(0);
        for (Row row : rows) {
            most = row.statistic(real) > most.statistic(real) ? row : most;
        }
        double deviate = most.statistic(real);
        int asLarge = sorted.length - firstAtLeast(sorted, deviate - Spent.EQUAL);
        return new Tested(most.aspect(), deviate, Math.max(1, asLarge) / (double) sorted.length, boundary);
    }

    private static int firstAtLeast(double[] sorted, double value) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private @Nullable Movement movement(Signal signal) {
        List<@Nullable HostEffect> effects = new ArrayList<>();
        subjects.forEach(subject -> effects.add(HostEffect.of(signal, subject)));
        List<HostEffect> present = new ArrayList<>();
        for (HostEffect effect : effects) {
            if (effect != null) {
                present.add(effect);
            }
        }
        Movement movement = present.isEmpty() ? null : new Movement(signal, effects, patched, scale(signal, present));
        return movement == null || !movement.comparable() ? null : movement;
    }

    /** What chance does to this signal on these hosts, in the comparison unit. */
    private static double scale(Signal signal, List<HostEffect> effects) {
        double[] shifts = effects.stream().mapToDouble(HostEffect::shift).toArray();
        double between = Robust.deviation(shifts);
        if (signal.shape() == Shape.RARE) {
            // Counting noise alone has deviation 1 on the square-root scale.
            return Math.max(1, between);
        }
        double[] placebos = effects.stream()
                .flatMap(effect -> effect.placebos().stream())
                .mapToDouble(Double::doubleValue)
                .toArray();
        double chance = placebos.length == 0 ? 0 : Robust.deviation(placebos);
        double level = Math.abs(
                Robust.median(effects.stream().mapToDouble(HostEffect::level).toArray()));
        double floor = signal.shape() == Shape.SKEWED
                ? Judge.LOG_FLOOR
                : Math.max(signal.floor(), Judge.RELATIVE_FLOOR * level);
        return Math.max(floor, Math.max(between, chance));
    }
}
