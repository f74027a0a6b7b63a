// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.judge;

import io.patchrisk.model.fact.Role;
import io.patchrisk.model.fact.Shape;
import io.patchrisk.model.fact.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The signals of one role, tested together: the largest deviate over all aspects of all of them is compared with the same
 * under each relabeling (Westfall and Young 1993, max-T).
 */
final class Family {

    private static final List<Role> ROLES = List.of(Role.values());

    /** No rollout is stopped for one host by statistics. */
    private static final int FEWEST_CARRIERS = 2;

    /** A signal with its rows. */
    private record Entry(Movement movement, Rows rows) {}

    private final Role role;
    private final List<Subject> subjects;
    private final int patched;
    private final double unit;
    private final List<Entry> entries;
    private final int[] largest;

    private Family(Role role, List<Subject> subjects, Strata strata, List<Entry> entries, int[] largest) {
        this.role = role;
        this.subjects = subjects;
        this.patched = strata.patched();
        this.unit = Row.unit(strata);
        this.entries = entries;
        this.largest = largest;
    }

    /**
     * The families of a comparison, one a role, without the signals that are left out; relabeled in the strata of its hosts.
     *
     * @param recall what is known of the signals from the look before
     */
    static List<Family> of(Arms arms, Set<Signal> leftOut, Relabelings relabelings, Recall recall) {
        Strata strata = relabelings.strata();
        List<Subject> subjects = arms.all();
        List<List<Entry>> entries = new ArrayList<>();
        List<List<Rows>> rows = new ArrayList<>();
        for (Role role : ROLES) {
            NavigableSet<Signal> signals = arms.signals(role);
            signals.removeAll(leftOut);
            List<Entry> family = entries(subjects, strata, signals, recall);
            entries.add(family);
            rows.add(family.stream().map(Entry::rows).toList());
        }
        int[][] largest = new Trajectories(rows, strata).largest(relabelings);
        return IntStream.range(0, largest.length)
                .mapToObj(i -> new Family(ROLES.get(i), subjects, strata, entries.get(i), largest[i]))
                .toList();
    }

    private static List<Entry> entries(List<Subject> subjects, Strata strata, Set<Signal> signals, Recall recall) {
        List<Entry> entries = new ArrayList<>();
        for (Signal signal : signals) {
            Measured measured = recall.measured(signal, subjects, strata.patched());
            Rows rows = Rows.of(signal, measured, strata);
            Movement movement = rows == null ? null : movement(signal, measured.effects(), strata);
            if (rows != null && movement != null) {
                entries.add(new Entry(movement, rows));
            }
        }
        return entries;
    }

    Role role() {
        return role;
    }

    /**
     * Judges the family at a look and adds a finding a signal.
     *
     * @param upTo share of alpha that may be spent up to this look
     * @param inTime what the hosts' own past says, where they are too few to be relabeled
     * @return what is spent now
     */
    Spent judge(Spent spent, double alpha, double upTo, TimePlacebos inTime, List<Finding> findings) {
        if (entries.isEmpty()) {
            return spent;
        }
        Spent.Step step = spent.step(largest, alpha, upTo);
        Map<Signal, Crossing> crossings = new TreeMap<>();
        for (Entry entry : entries) {
            Signal signal = entry.movement().signal();
            Tested tested = tested(entry.rows(), step.boundary());
            Crossing before = spent.crossing(signal);
            Crossing crossing = before == null ? first(tested) : before.next(tested);
            if (crossing != null) {
                crossings.put(signal, crossing);
            }
            Tested past = inTime.found(signal) ? past(entry.rows(), inTime.p(signal)) : null;
            boolean found = past != null || (crossing != null && crossing.stands(tested));
            Tested said = past == null ? tested : past;
            findings.add(found ? found(entry, said) : entry.movement().finding(said, false, List.of(), null));
        }
        return step.spent().with(crossings);
    }

    /** The signals that move as much, in any way, in at most a share {@code level} of the relabelings. */
    List<Signal> beyond(double level) {
        return entries.stream()
                .filter(entry -> tested(entry.rows(), Integer.MAX_VALUE).p() <= level)
                .map(entry -> entry.movement().signal())
                .toList();
    }

    /** What the hosts' own past says of a signal; null where they are back among the controls, or one host alone carries it. */
    private @Nullable Tested past(Rows rows, double p) {
        Row step = rows.step(patched);
        double now = rows.now(step, patched);
        return now < Rows.THERE || step.carriers(patched).size() < FEWEST_CARRIERS
                ? null
                : Tested.ofPast(step, step.deviate(patched), now, p);
    }

    private Finding found(Entry entry, Tested tested) {
        Row most = tested.most();
        List<Subject> carriers =
                most.carriers(patched).stream().map(subjects::get).toList();
        List<Subject> moved = carriers.isEmpty() ? subjects.subList(0, patched) : carriers;
        return entry.movement()
                .finding(
                        tested,
                        true,
                        carriers.stream().map(subject -> subject.host().host()).toList(),
                        ChangePoint.of(
                                entry.movement().signal(),
                                most.aspect(),
                                moved,
                                subjects.subList(patched, subjects.size())));
    }

    private static @Nullable Crossing first(Tested tested) {
        return tested.crosses() ? Crossing.at(tested) : null;
    }

    private Tested tested(Rows rows, int boundary) {
        Row most = rows.now();
        double deviate = Double.NEGATIVE_INFINITY;
        double counted = Double.NEGATIVE_INFINITY;
        for (Row row : rows.all()) {
            double of = row.deviate(patched);
            if (of > deviate) {
                most = row;
                deviate = of;
            }
            counted = rows.there(row, patched) ? Math.max(counted, of) : counted;
        }
        boolean counts = counted > Double.NEGATIVE_INFINITY;
        int asLarge = counts ? asLarge((int) Math.rint(counted * unit)) : largest.length;
        return new Tested(
                most,
                Math.max(0, deviate),
                counted,
                rows.now(most, patched),
                Math.max(1, asLarge) / (double) largest.length,
                Finding.Basis.CONTROLS,
                boundary == Integer.MAX_VALUE ? Double.POSITIVE_INFINITY : boundary / unit);
    }

    private int asLarge(int statistic) {
        int asLarge = 0;
        for (int one : largest) {
            asLarge += one >= statistic ? 1 : 0;
        }
        return asLarge;
    }

    private static @Nullable Movement movement(Signal signal, List<@Nullable HostEffect> effects, Strata strata) {
        List<HostEffect> present = new ArrayList<>(effects.size());
        for (HostEffect effect : effects) {
            if (effect != null) {
                present.add(effect);
            }
        }
        Movement movement = present.isEmpty() ? null : new Movement(signal, effects, strata, scale(signal, present));
        return movement == null || !movement.comparable() ? null : movement;
    }

    /** What chance does to this signal on these hosts, in the comparison unit. */
    private static double scale(Signal signal, List<HostEffect> effects) {
        int hosts = effects.size();
        double[] shifts = new double[hosts];
        double[] levels = new double[hosts];
        int blocks = 0;
        for (int i = 0; i < hosts; i++) {
            HostEffect effect = effects.get(i);
            shifts[i] = effect.shift();
            levels[i] = effect.before().level();
            blocks += effect.before().placebos().length;
        }
        double between = Robust.spread(shifts);
        if (signal.shape() == Shape.RARE) {
            // Counting noise alone has deviation 1 on the square-root scale.
            return Math.max(1, between);
        }
        double[] placebos = new double[blocks];
        int filled = 0;
        for (HostEffect effect : effects) {
            double[] own = effect.before().placebos();
            System.arraycopy(own, 0, placebos, filled, own.length);
            filled += own.length;
        }
        double chance = blocks == 0 ? 0 : Robust.deviation(placebos);
        return Math.max(Judge.floor(signal, levels), Math.max(between, chance));
    }
}
