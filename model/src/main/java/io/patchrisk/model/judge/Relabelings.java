// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.judge;

import java.util.SplittableRandom;

/**
 * The ways to call {@code k} of {@code n} hosts patched: all of them where they are few, a seeded sample where they are
 * many. The first one is always the real one: hosts {@code 0..k-1}.
 */
final class Relabelings {

    /** Resolves p = 0.00005: enough for the looks of a rollout whose alpha is 1 % or less. */
    static final int FINE = 20_000;

    /** Resolves p = 0.0005: enough for the looks of one whose alpha is 5 %. */
    static final int COARSE = 2_000;

    /** Members of all relabelings that are kept, 16 MiB; more are drawn anew each time. */
    private static final long KEPT = 1L << 22;

    private final int patched;
    private final int hosts;
    private final double ways;
    private final int count;
    private final boolean exact;
    private final long seed;
    private final int[] kept;

    /** What is done with each relabeling. */
    @FunctionalInterface
    interface Visitor {
        /**
         * @param relabeling its number; 0 is the real one
         * @param members holds the hosts that are called patched
         * @param from where in {@code members} they begin
         */
        void visit(int relabeling, int[] members, int from);
    }

    private Relabelings(int patched, int hosts, double ways, int most, long seed) {
        this.patched = patched;
        this.hosts = hosts;
        this.ways = ways;
        this.exact = ways <= most;
        this.count = exact ? (int) ways : most;
        this.seed = seed;
        this.kept = new int[(long) count * patched <= KEPT ? count * patched : 0];
        if (kept.length > 0) {
            draw((relabeling, members, from) -> System.arraycopy(members, from, kept, relabeling * patched, patched));
        }
    }

    /** @param most all ways are taken when there are no more than this, else so many of them */
    static Relabelings of(int k, int n, int most, long seed) {
        return new Relabelings(k, n, ways(k, n), most, seed);
    }

    /** Whether these are the ways to call so many of so many hosts patched. */
    boolean fit(int k, int n) {
        return k == patched && n == hosts;
    }

    int patched() {
        return patched;
    }

    int count() {
        return count;
    }

    /** Whether these are all ways. */
    boolean exact() {
        return exact;
    }

    /** How many ways there are; positive infinity past the range of a double. */
    double ways() {
        return ways;
    }

    /** The smallest p-value these relabelings can give. */
    double smallestP() {
        return 1.0 / count;
    }

    /** Binomial coefficient n over k. */
    static double ways(int k, int n) {
        double ways = 1;
        for (int i = 1; i <= Math.min(k, n - k); i++) {
            ways = ways * (n - i + 1) / i;
        }
        return Math.rint(ways);
    }

    void forEach(Visitor visitor) {
        if (kept.length == 0) {
            draw(visitor);
            return;
        }
        for (int i = 0; i < count; i++) {
            visitor.visit(i, kept, i * patched);
        }
    }

    private void draw(Visitor visitor) {
        if (exact) {
            all(visitor);
        } else {
            sample(visitor);
        }
    }

    /** All subsets in lexicographic order; the first is 0..k-1. */
    private void all(Visitor visitor) {
        int[] subset = firstOf(patched);
        for (int relabeling = 0; relabeling < count; relabeling++) {
            visitor.visit(relabeling, subset, 0);
            int i = patched - 1;
            while (i >= 0 && subset[i] == hosts - patched + i) {
                i--;
            }
            if (i >= 0) {
                subset[i]++;
                for (int j = i + 1; j < patched; j++) {
                    subset[j] = subset[j - 1] + 1;
                }
            }
        }
    }

    /** The first {@code k} places of a shuffled list, shuffled on for each. */
    private void sample(Visitor visitor) {
        int[] order = firstOf(hosts);
        visitor.visit(0, order, 0);
        SplittableRandom random = new SplittableRandom(seed);
        for (int relabeling = 1; relabeling < count; relabeling++) {
            for (int i = 0; i < patched; i++) {
                int j = i + random.nextInt(hosts - i);
                int swapped = order[i];
                order[i] = order[j];
                order[j] = swapped;
            }
            visitor.visit(relabeling, order, 0);
        }
    }

    private static int[] firstOf(int k) {
        int[] subset = new int[k];
        for (int i = 0; i < k; i++) {
            subset[i] = i;
        }
        return subset;
    }
}
