// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.judge;

import java.util.SplittableRandom;

/**
 * The ways to call as many hosts of each stratum patched: all of them where they are few, a seeded sample where they are
 * many. The first one is always the real one.
 */
final class Relabelings {

    /** Resolves p = 0.00005: enough for the looks of a rollout whose alpha is 1 % or less. */
    static final int FINE = 20_000;

    /** Resolves p = 0.0005: enough for the looks of one whose alpha is 5 %. */
    static final int COARSE = 2_000;

    /** Members of all relabelings that are kept, 16 MiB; more are drawn anew each time. */
    private static final long KEPT = 1L << 22;

    private final Strata strata;
    private final int patched;
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

    private Relabelings(Strata strata, int most, long seed) {
        this.strata = strata;
        this.patched = strata.patched();
        this.ways = strata.ways();
        this.exact = ways <= most;
        this.count = exact ? (int) ways : most;
        this.seed = seed;
        this.kept = new int[(long) count * patched <= KEPT ? count * patched : 0];
        if (kept.length > 0) {
            draw((relabeling, members, from) -> System.arraycopy(members, from, kept, relabeling * patched, patched));
        }
    }

    /** @param most all ways are taken when there are no more than this, else so many of them */
    static Relabelings of(Strata strata, int most, long seed) {
        return new Relabelings(strata, most, seed);
    }

    /** Whether these are the ways for hosts in these strata. */
    boolean fit(Strata other) {
        return strata.equals(other);
    }

    Strata strata() {
        return strata;
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

    /** All subsets of each stratum in lexicographic order, those of the last stratum fastest; the first is the real one. */
    private void all(Visitor visitor) {
        int[][] subsets = new int[strata.count()][];
        for (int stratum = 0; stratum < subsets.length; stratum++) {
            subsets[stratum] = firstOf(strata.patched(stratum));
        }
        int[] members = new int[patched];
        for (int relabeling = 0; relabeling < count; relabeling++) {
            int at = 0;
            for (int stratum = 0; stratum < subsets.length; stratum++) {
                for (int chosen : subsets[stratum]) {
                    members[at++] = strata.places(stratum)[chosen];
                }
            }
            visitor.visit(relabeling, members, 0);
            int stratum = subsets.length - 1;
            while (stratum >= 0 && !next(subsets[stratum], strata.places(stratum).length)) {
                subsets[stratum] = firstOf(subsets[stratum].length);
                stratum--;
            }
        }
    }

    /** Goes on to the next subset of {@code 0..n-1}; false, with nothing changed, after the last one. */
    private static boolean next(int[] subset, int n) {
        int i = subset.length - 1;
        while (i >= 0 && subset[i] == n - subset.length + i) {
            i--;
        }
        if (i < 0) {
            return false;
        }
        subset[i]++;
        for (int j = i + 1; j < subset.length; j++) {
            subset[j] = subset[j - 1] + 1;
        }
        return true;
    }

    /** The first places of each stratum's shuffled list, shuffled on for each. */
    private void sample(Visitor visitor) {
        int[][] orders = new int[strata.count()][];
        for (int stratum = 0; stratum < orders.length; stratum++) {
            orders[stratum] = strata.places(stratum).clone();
        }
        int[] members = new int[patched];
        visitor.visit(0, firstOf(patched), 0);
        SplittableRandom random = new SplittableRandom(seed);
        for (int relabeling = 1; relabeling < count; relabeling++) {
            int at = 0;
            for (int stratum = 0; stratum < orders.length; stratum++) {
                int[] order = orders[stratum];
                for (int i = 0; i < strata.patched(stratum); i++) {
                    int j = i + random.nextInt(order.length - i);
                    int swapped = order[i];
                    order[i] = order[j];
                    order[j] = swapped;
                    members[at++] = order[i];
                }
            }
            visitor.visit(relabeling, members, 0);
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
