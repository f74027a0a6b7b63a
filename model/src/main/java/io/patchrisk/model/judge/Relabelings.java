// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The ways to call {@code k} of {@code n} hosts patched: all of them where they are few, a seeded sample where they are
 * many. The first one is always the real one: hosts {@code 0..k-1}.
 *
 * @param hosts n
 * @param chosen the hosts called patched, one array a relabeling
 * @param exact whether these are all ways
 * @param ways how many ways there are; positive infinity past the range of a double
 */
record Relabelings(int hosts, List<int[]> chosen, boolean exact, double ways) {

    /** Resolves p = 0.00005: enough for the looks of a rollout whose alpha is 1 % or less. */
    static final int FINE = 20_000;

    /** Resolves p = 0.0005: enough for the looks of one whose alpha is 5 %. */
    static final int COARSE = 2_000;

    /** @param most all ways are taken when there are no more than this, else so many of them */
    static Relabelings of(int k, int n, int most, long seed) {
        double ways = ways(k, n);
        return ways <= most
                ? new Relabelings(n, all(k, n), true, ways)
                : new Relabelings(n, sample(k, n, most, seed), false, ways);
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

    private static List<int[]> sample(int k, int n, int most, long seed) {
        List<int[]> subsets = new ArrayList<>(most);
        subsets.add(firstOf(k));
        SplittableRandom random = new SplittableRandom(seed);
        int[] hosts = firstOf(n);
        while (subsets.size() < most) {
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
