// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The ways to call {@code k} of {@code n} hosts patched: all of them where they are few, a seeded sample where they are
 * many. The first one is always the real one: hosts {@code 0..k-1}.
 *
 * @param chosen the hosts called patched, one array a relabeling
 * @param exact whether these are all ways
 * @param ways how many ways there are; positive infinity past the range of a double
 */
record Relabelings(List<int[]> chosen, boolean exact, double ways) {

    /** 20,000 resolve p = 0.00005; enough for one look's share of a rollout's alpha of 1 %. */
    private static final int MOST = 20_000;

    static Relabelings of(int k, int n, long seed) {
        double ways = ways(k, n);
        return ways <= MOST ? new Relabelings(all(k, n), true, ways) : new Relabelings(sample(k, n, seed), false, ways);
    }

    /** The smallest p-value that {@code k} of {@code n} hosts can give. */
    static double smallestP(int k, int n) {
        return 1 / Math.min(MOST, ways(k, n));
    }

    /** The smallest p-value these relabelings can give. */
    double smallestP() {
        return 1.0 / chosen.size();
    }

    /** Binomial coefficient n over k. */
    static double ways(int k, int n) {
        double ways = 1;
        for (int i = 1; i <= Math.min(k, n - k); i++) {
            ways = ways * (n - i + 1) / i;
        }
        return Math.rint(ways);
    }

    /** All subsets in lexicographic order; the first is 0..k-1. */
    private static List<int[]> all(int k, int n) {
        List<int[]> subsets = new ArrayList<>();
        int[] subset = firstOf(k);
        while (true) {
            subsets.add(subset.clone());
            int i = k - 1;
            while (i >= 0 && subset[i] == n - k + i) {
                i--;
            }
            if (i < 0) {
                return subsets;
            }
            subset[i]++;
            for (int j = i + 1; j < k; j++) {
                subset[j] = subset[j - 1] + 1;
            }
        }
    }

    private static List<int[]> sample(int k, int n, long seed) {
        List<int[]> subsets = new ArrayList<>(MOST);
        subsets.add(firstOf(k));
        SplittableRandom random = new SplittableRandom(seed);
        int[] hosts = firstOf(n);
        while (subsets.size() < MOST) {
            for (int i = 0; i < k; i++) {
                int j = i + random.nextInt(n - i);
                int swapped = hosts[i];
                hosts[i] = hosts[j];
                hosts[j] = swapped;
            }
            int[] subset = new int[k];
            System.arraycopy(hosts, 0, subset, 0, k);
            subsets.add(subset);
        }
        return subsets;
    }

    private static int[] firstOf(int k) {
        int[] subset = new int[k];
        for (int i = 0; i < k; i++) {
            subset[i] = i;
        }
        return subset;
    }
}
