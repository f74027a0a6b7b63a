// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.judge;

import io.patchrisk.model.fact.Direction;
import io.patchrisk.model.fact.HostId;
import io.patchrisk.model.fact.Signal;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** How far the level of one signal moved on all hosts, patched hosts first; hosts without data take no part. */
final class Movement {

    private final Signal signal;
    private final List<@Nullable HostEffect> effects;
    private final int patched;
    private final double scale;

    /**
     * @param effects one a host, patched hosts first
     * @param patched how many of them are patched
     * @param scale what chance does, in the comparison unit; positive
     */
    Movement(Signal signal, List<@Nullable HostEffect> effects, int patched, double scale) {
        this.signal = signal;
        this.effects = effects;
        this.patched = patched;
        this.scale = scale;
    }

    Signal signal() {
        return signal;
    }

    /** Whether both arms have hosts with data. */
    boolean comparable() {
        return effects.subList(0, patched).stream().anyMatch(Objects::nonNull)
                && effects.subList(patched, effects.size()).stream().anyMatch(Objects::nonNull);
    }

    /**
     * The finding.
     *
     * @param tested what the relabelings say
     * @param found whether it crossed the boundary and is still there
     * @param carriers the patched hosts that show it most
     */
    Finding finding(Tested tested, boolean found, List<HostId> carriers) {
        double[] in = scores(0, patched);
        double[] out = scores(patched, effects.size());
        double difference = Robust.mean(in) - Robust.mean(out);
        // Where both ways are bad, the way the patched hosts went is the worse one.
        double worse =
                signal.worse() == Direction.DOWN || (signal.worse() == Direction.BOTH && difference < 0) ? -1 : 1;
        double units = Math.sqrt(1.0 / in.length + 1.0 / out.length);
        return new Finding(
                signal,
                in.length,
                out.length,
                Robust.median(of(0, patched, HostEffect::raw)),
                Robust.median(of(patched, effects.size(), HostEffect::raw)),
                Math.max(worse * difference, tested.deviate() * units),
                Math.max(
                        Arrays.stream(in).map(score -> worse * score).min().orElse(0),
                        tested.most().weakest(patched)),
                worse * Robust.median(out),
                tested.most().aspect(),
                tested.deviate(),
                tested.p(),
                Math.min(Judge.CLAMP, tested.boundary() * units),
                found,
                carriers);
    }

    private double[] scores(int from, int to) {
        return of(from, to, effect -> Math.max(-Judge.CLAMP, Math.min(Judge.CLAMP, effect.shift() / scale)));
    }

    private double[] of(int from, int to, ToDoubleFunction<HostEffect> value) {
        return effects.subList(from, to).stream()
                .filter(Objects::nonNull)
                .mapToDouble(effect -> value.applyAsDouble(Objects.requireNonNull(effect)))
                .toArray();
    }
}
