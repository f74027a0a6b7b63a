// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.judge;

import io.patchrisk.model.fact.Direction;
import io.patchrisk.model.fact.Signal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The movements of all hosts in one signal, patched hosts first; hosts without data take no part. */
final class Movement {

    /** Scores are multiples of 2^-32: sums of up to 2^16 of them are exact, so the order of hosts changes no bit. */
    private static final double GRAIN = 0x1p32;

    private final Signal signal;
    private final List<@Nullable HostEffect> effects;
    private final int patched;
    private final double[] scores;
    private final boolean[] present;
    private final double sum;
    private final int count;

    /**
     * @param effects one a host, patched hosts first
     * @param patched how many of them are patched
     * @param scale what chance does, in the comparison unit; positive
     */
    Movement(Signal signal, List<@Nullable HostEffect> effects, int patched, double scale) {
        this.signal = signal;
        this.effects = effects;
        this.patched = patched;
        this.scores = new double[effects.size()];
        this.present = new boolean[effects.size()];
        double sign = signal.worse() == Direction.DOWN ? -1 : 1;
        double total = 0;
        int hosts = 0;
        for (int i = 0; i < scores.length; i++) {
            HostEffect effect = effects.get(i);
            if (effect != null) {
                present[i] = true;
                scores[i] = score(sign * effect.shift() / scale);
                total += scores[i];
                hosts++;
            }
        }
        this.sum = total;
        this.count = hosts;
    }

    private static double score(double movement) {
        return Math.rint(Math.max(-Judge.CLAMP, Math.min(Judge.CLAMP, movement)) * GRAIN) / GRAIN;
    }

    /** Mean score of the chosen hosts minus mean of the others; 0 when either side has no data. */
    double statistic(int[] chosen) {
        double difference = difference(chosen);
        return signal.worse() == Direction.BOTH ? Math.abs(difference) : difference;
    }

    /** Where both ways are bad, the way the patched hosts went is the worse one. */
    private double direction(int[] real) {
        return signal.worse() == Direction.BOTH && difference(real) < 0 ? -1 : 1;
    }

    private double difference(int[] chosen) {
        double in = 0;
        int ins = 0;
        for (int host : chosen) {
            if (present[host]) {
                in += scores[host];
                ins++;
            }
        }
        if (ins == 0 || ins == count) {
            return 0;
        }
        return in / ins - (sum - in) / (count - ins);
    }

    /**
     * The finding for the real labels.
     *
     * @param real the hosts that are patched
     * @param tested what the relabelings say
     * @param found whether it crossed the boundary and is still there
     */
    Finding finding(int[] real, Tested tested, boolean found) {
        double worse = direction(real);
        double[] in = scores(0, patched, worse);
        double[] out = scores(patched, scores.length, worse);
        double units = Math.sqrt(1.0 / in.length + 1.0 / out.length);
        return new Finding(
                signal,
                in.length,
                out.length,
                Robust.median(raw(0, patched)),
                Robust.median(raw(patched, scores.length)),
                statistic(real),
                Arrays.stream(in).min().orElse(0),
                Robust.median(out),
                tested.aspect(),
                tested.deviate(),
                tested.p(),
                Math.min(Judge.CLAMP, tested.boundary() * units),
                found);
    }

    Signal signal() {
        return signal;
    }

    /** Whether both arms have hosts with data. */
    boolean comparable() {
        return scores(0, patched, 1).length > 0 && scores(patched, scores.length, 1).length > 0;
    }

    private double[] scores(int from, int to, double worse) {
        List<Double> some = new ArrayList<>();
        for (int i = from; i < to; i++) {
            if (present[i]) {
                some.add(worse * scores[i]);
            }
        }
        return some.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private double[] raw(int from, int to) {
        List<Double> some = new ArrayList<>();
        for (HostEffect effect : effects.subList(from, to)) {
            if (effect != null) {
                some.add(effect.raw());
            }
        }
        return some.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
