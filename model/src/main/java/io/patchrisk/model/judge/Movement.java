// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.judge;

import io.patchrisk.model.fact.Direction;
import io.patchrisk.model.fact.HostId;
import io.patchrisk.model.fact.Signal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** How far the level of one signal moved on all hosts, patched hosts first; hosts without data take no part. */
final class Movement {

    private final Signal signal;
    private final List<@Nullable HostEffect> effects;
    private final Strata strata;
    private final int patched;
    private final double scale;
    private final List<double[][]> matched;

    /**
     * @param effects one a host, patched hosts first
     * @param strata of them
     * @param scale what chance does, in the comparison unit; positive
     */
    Movement(Signal signal, List<@Nullable HostEffect> effects, Strata strata, double scale) {
        this.signal = signal;
        this.effects = effects;
        this.strata = strata;
        this.patched = strata.patched();
        this.scale = scale;
        this.matched = matched();
    }

    Signal signal() {
        return signal;
    }

    /** Whether both arms of any stratum have hosts with data. */
    boolean comparable() {
        return !matched.isEmpty();
    }

    /** The scores of patched hosts and of controls, for each stratum that has both. */
    private List<double[][]> matched() {
        List<double[][]> matched = new ArrayList<>(strata.count());
        for (int stratum = 0; stratum < strata.count(); stratum++) {
            double[] in = scores(strata.patchedPlaces(stratum));
            double[] out = scores(strata.controlPlaces(stratum));
            if (in.length > 0 && out.length > 0) {
                matched.add(new double[][] {in, out});
            }
        }
        return matched;
    }

    /** By how much the patched hosts moved more than the controls of their own stratum, in units of chance. */
    private double difference() {
        double hosts = 0;
        for (double[][] arms : matched) {
            hosts += arms[0].length;
        }
        double difference = 0;
        for (double[][] arms : matched) {
            difference += arms[0].length / hosts * (Robust.mean(arms[0]) - Robust.mean(arms[1]));
        }
        return difference;
    }

    /**
     * The finding.
     *
     * @param tested what the relabelings say
     * @param found whether it crossed the boundary and is still there
     * @param carriers the patched hosts that show it most
     * @param beganAfter seconds from the patch to the last scrape before it; null where it cannot be told
     */
    Finding finding(Tested tested, boolean found, List<HostId> carriers, @Nullable Double beganAfter) {
        int[] left = IntStream.range(0, patched).toArray();
        int[] right = IntStream.range(patched, effects.size()).toArray();
        double[] in = scores(left);
        double[] out = scores(right);
        double difference = difference();
        // Where both ways are bad, the way the patched hosts went is the worse one.
        double worse =
                signal.worse() == Direction.DOWN || (signal.worse() == Direction.BOTH && difference < 0) ? -1 : 1;
        double units = Math.sqrt(1.0 / in.length + 1.0 / out.length);
        return new Finding(
                signal,
                in.length,
                out.length,
                Robust.median(of(left, HostEffect::raw)),
                Robust.median(of(right, HostEffect::raw)),
                Math.max(worse * difference, tested.deviate() * units),
                Math.max(
                        Arrays.stream(in).map(score -> worse * score).min().orElse(0),
                        tested.most().weakest(patched)),
                worse * Robust.median(out),
                tested.most().aspect(),
                tested.deviate(),
                tested.p(),
                tested.basis(),
                Math.min(Judge.CLAMP, tested.boundary() * units),
                found,
                carriers,
                beganAfter);
    }

    private double[] scores(int[] places) {
        return of(places, effect -> Math.max(-Judge.CLAMP, Math.min(Judge.CLAMP, effect.shift() / scale)));
    }

    private double[] of(int[] places, ToDoubleFunction<HostEffect> value) {
        double[] values = new double[places.length];
        int n = 0;
        for (int place : places) {
            HostEffect effect = effects.get(place);
            if (effect != null) {
                values[n++] = value.applyAsDouble(effect);
            }
        }
        return Arrays.copyOf(values, n);
    }
}
