// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.judge;

import io.patchrisk.model.fact.Role;
import io.patchrisk.model.fact.Shape;
import io.patchrisk.model.fact.Signal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The signals of one role, tested together: the largest deviate over all aspects of all of them is compared with the same
 * under each relabeling (Westfall and Young 1993, max-T).
 */
final class Family {

    /** A signal with its rows. */
    private record Entry(Movement movement, List<Row> rows) {}

    private final Role role;
    private final List<Subject> subjects;
    private final int patched;
    private final double unit;
    private final List<Entry> entries = new ArrayList<>();

    Family(Arms arms, Role role, Collection<Signal> signals) {
        this.role = role;
        this.subjects = arms.all();
        this.patched = arms.patched().size();
        this.unit = Row.unit(patched, subjects.size());
        for (Signal signal : signals) {
            List<Row> rows = Rows.of(signal, subjects, patched);
            Movement movement = rows.isEmpty() ? null : movement(signal);
            if (movement != null) {
                entries.add(new Entry(movement, rows));
            }
        }
    }

    Role role() {
        return role;
    }

    /** In which ways the signals moved. */
    List<Row> rows() {
        return entries.stream().flatMap(entry -> entry.rows().stream()).toList();
    }

    /**
     * Judges the family at a look and adds a finding a signal.
     *
     * @param largest the largest statistic of any row under each relabeling
     * @param upTo share of alpha that may be spent up to this look
     * @param since the first scrape that no look before has seen
     * @return what is spent now
     */
    Spent judge(int[] largest, Spent before, double alpha, double upTo, int since, int look, List<Finding> findings) {
        if (entries.isEmpty()) {
            return before;
        }
        Spent.Step step = before.step(largest, alpha, upTo);
        int[] sorted = largest.clone();
        Arrays.sort(sorted);
        Map<Signal, Crossing> crossings = new TreeMap<>();
        for (Entry entry : entries) {
            Signal signal = entry.movement().signal();
            Tested tested = tested(entry.rows(), sorted, step.boundary());
            Crossing crossing = crossing(before.crossing(signal), tested, since, look);
            if (crossing != null) {
                crossings.put(signal, crossing);
            }
            findings.add(entry.movement().finding(tested, crossing != null && crossing.confirmed(look, tested)));
        }
        return step.spent().with(crossings);
    }

    private static @Nullable Crossing crossing(@Nullable Crossing before, Tested tested, int since, int look) {
        if (before == null) {
            return tested.crosses() ? Crossing.at(since, tested.deviate()) : null;
        }
        return before.at(since, look, tested);
    }

    private Tested tested(List<Row> rows, int[] sorted, int boundary) {
        Row most = rows.get(0);
        for (Row row : rows) {
            most = row.deviate(patched) > most.deviate(patched) ? row : most;
        }
        double deviate = most.deviate(patched);
        int asLarge = sorted.length - firstAtLeast(sorted, (int) Math.rint(deviate * unit));
        return new Tested(
                most.aspect(),
                deviate,
                most.now(),
                most.weakest(patched),
                Math.max(1, asLarge) / (double) sorted.length,
                boundary == Integer.MAX_VALUE ? Double.POSITIVE_INFINITY : boundary / unit);
    }

    private static int firstAtLeast(int[] sorted, int value) {
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
