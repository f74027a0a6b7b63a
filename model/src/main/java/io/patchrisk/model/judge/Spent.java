// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.judge;

import io.patchrisk.model.fact.Signal;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the looks so far spent of the relabelings: those whose statistics crossed the boundary of a look, as the real labels
 * do when something is found. Each look may add so many that their share never passes what {@link Looks} allows, so the
 * real labels, being one of them when the patch does nothing, are found with no greater probability.
 */
final class Spent {

    /** Of a product that is a whole number but for its last bit. */
    private static final double ROUNDING = 1e-9;

    private final BitSet crossed;
    private final double share;
    private final Map<Signal, Crossing> crossings;

    private Spent(BitSet crossed, double share, Map<Signal, Crossing> crossings) {
        this.crossed = crossed;
        this.share = share;
        this.crossings = Map.copyOf(crossings);
    }

    /** When a signal crossed; null when it has not. */
    @Nullable
    Crossing crossing(Signal signal) {
        return crossings.get(signal);
    }

    Spent with(Map<Signal, Crossing> now) {
        return new Spent(crossed, share, now);
    }

    /** What was spent is not known, or was spent on other relabelings: all of a share. */
    static Spent upTo(double share) {
        return new Spent(new BitSet(), share, Map.of());
    }

    /**
     * The outcome of a look.
     *
     * @param boundary the smallest statistic that is significant; the largest int when none is
     * @param spent what is spent now
     */
    record Step(int boundary, Spent spent) {}

    /**
     * Spends on a look.
     *
     * @param statistics one a relabeling
     * @param alpha of the whole test
     * @param upTo share of alpha that may be spent up to this look
     */
    Step step(int[] statistics, double alpha, double upTo) {
        int may = (int) Math.floor(alpha * (upTo - share) * statistics.length + ROUNDING) - crossed.cardinality();
        int[] left = new int[statistics.length - crossed.cardinality()];
        int n = 0;
        for (int i = crossed.nextClearBit(0); i < statistics.length; i = crossed.nextClearBit(i + 1)) {
            left[n++] = statistics[i];
        }
        Arrays.sort(left);
        int boundary = boundary(left, may);
        BitSet now = (BitSet) crossed.clone();
        if (boundary < Integer.MAX_VALUE) {
            for (int i = crossed.nextClearBit(0); i < statistics.length; i = crossed.nextClearBit(i + 1)) {
                if (statistics[i] >= boundary) {
                    now.set(i);
                }
            }
        }
        return new Step(boundary, new Spent(now, share, crossings));
    }

    /** The smallest value that at most {@code may} of the sorted values reach. */
    private static int boundary(int[] sorted, int may) {
        if (may <= 0 || sorted.length == 0) {
            return Integer.MAX_VALUE;
        }
        int first = Math.max(0, sorted.length - may);
        while (first < sorted.length && first > 0 && sorted[first] == sorted[first - 1]) {
            first++;
        }
        return first == sorted.length ? Integer.MAX_VALUE : sorted[first];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Spent spent
                && crossed.equals(spent.crossed)
                && share == spent.share
                && crossings.equals(spent.crossings);
    }

    @Override
    public int hashCode() {
        return Objects.hash(crossed, share, crossings);
    }
}
