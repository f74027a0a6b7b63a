// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.judge;

import io.patchrisk.model.fact.Role;
import io.patchrisk.model.fact.Shape;
import io.patchrisk.model.fact.Signal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The comparison of patched hosts with controls.
 *
 * <p>Each host gives one number a signal: how far it moved at its own instant (Hodges-Lehmann shift, or counts on the
 * square-root scale), in units of what chance does there (block placebos and the spread between hosts, with honest
 * floors). Patched minus control is the difference in differences. Its p-value comes from relabeling hosts, corrected
 * over the signals of a family by the largest statistic of each relabeling (Westfall and Young 1993, max-T).
 */
public final class Judge {

    /** No single host's movement counts for more, so that one wild host cannot carry a cohort. */
    public static final double CLAMP = 12;

    /** A movement of one percent of a signal's level is no movement, however quiet the signal is. */
    private static final double RELATIVE_FLOOR = 0.01;

    /** The same for logarithms: five percent, the order of run-to-run differences of latencies on equal hosts. */
    private static final double LOG_FLOOR = 0.05;

    private final double alpha;
    private final long seed;

    /**
     * @param alpha false alarms allowed a rollout, over all signals and looks
     * @param seed of the sampled relabelings
     */
    public Judge(double alpha, long seed) {
        this.alpha = alpha;
        this.seed = seed;
    }

    /**
     * Judges both arms at one look.
     *
     * @param arms hosts with windows, cut at the look
     * @param look scrapes in the after windows, from {@link Looks}; 0 when the first look is still to come
     */
    public Judgement judge(Arms arms, int look) {
        Arms compared = look == 0 ? arms : comparable(arms);
        int patched = compared.patched().size();
        int controls = compared.controls().size();
        double share = Looks.share(alpha);
        if (patched == 0 || controls == 0) {
            return new Judgement(look, patched, controls, List.of(), 1, share);
        }
        if (look == 0) {
            double smallestP = Relabelings.smallestP(patched, patched + controls);
            return new Judgement(look, patched, controls, List.of(), smallestP, share);
        }
        Relabelings relabelings = Relabelings.of(patched, patched + controls, seed);
        List<Finding> findings = new ArrayList<>();
        for (Role family : Role.values()) {
            findings.addAll(judgeFamily(compared, family, relabelings, share));
        }
        return new Judgement(look, patched, controls, findings, relabelings.smallestP(), share);
    }

    /** The hosts with data: a host that nothing can be compared on lends no power, so it must not be counted. */
    private static Arms comparable(Arms arms) {
        return new Arms(
                arms.patched().stream().filter(Judge::comparable).toList(),
                arms.controls().stream().filter(Judge::comparable).toList());
    }

    private static boolean comparable(Subject subject) {
        return subject.host().signals().keySet().stream().anyMatch(signal -> HostEffect.of(signal, subject) != null);
    }

    private static List<Finding> judgeFamily(Arms arms, Role family, Relabelings relabelings, double share) {
        List<Movement> movements = new ArrayList<>();
        for (Signal signal : signals(arms, family)) {
            Movement movement = movement(signal, arms);
            if (movement != null) {
                movements.add(movement);
            }
        }
        if (movements.isEmpty()) {
            return List.of();
        }
        double[] largest = new double[relabelings.chosen().size()];
        Arrays.fill(largest, Double.NEGATIVE_INFINITY);
        for (int i = 0; i < largest.length; i++) {
            for (Movement movement : movements) {
                largest[i] = Math.max(
                        largest[i], movement.statistic(relabelings.chosen().get(i)));
            }
        }
        double[] sorted = largest.clone();
        Arrays.sort(sorted);
        int[] real = relabelings.chosen().get(0);
        return movements.stream()
                .map(movement -> movement.finding(real, sorted, share))
                .toList();
    }

    private static NavigableSet<Signal> signals(Arms arms, Role family) {
        NavigableSet<Signal> signals = new TreeSet<>();
        for (Subject subject : arms.patched()) {
            subject.host().signals().keySet().stream()
                    .filter(signal -> signal.role() == family)
                    .forEach(signals::add);
        }
        return signals;
    }

    private static @Nullable Movement movement(Signal signal, Arms arms) {
        List<@Nullable HostEffect> effects = new ArrayList<>();
        arms.patched().forEach(subject -> effects.add(HostEffect.of(signal, subject)));
        arms.controls().forEach(subject -> effects.add(HostEffect.of(signal, subject)));
        int patched = arms.patched().size();
        long patchedWithData = effects.subList(0, patched).stream()
                .filter(effect -> effect != null)
                .count();
        List<HostEffect> present = new ArrayList<>();
        for (HostEffect effect : effects) {
            if (effect != null) {
                present.add(effect);
            }
        }
        if (patchedWithData == 0 || present.size() - patchedWithData < 2) {
            return null;
        }
        return new Movement(signal, effects, patched, scale(signal, present));
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
        double floor = signal.shape() == Shape.SKEWED ? LOG_FLOOR : Math.max(signal.floor(), RELATIVE_FLOOR * level);
        return Math.max(floor, Math.max(between, chance));
    }
}
