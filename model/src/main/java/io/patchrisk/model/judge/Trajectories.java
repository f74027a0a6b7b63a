// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.judge;

import java.util.Arrays;
import java.util.List;

/**
 * The rows of all families side by side, host by host, so that one pass over the relabelings gives the largest statistic of
 * each family (Westfall and Young 1993, max-T).
 */
final class Trajectories {

    private Trajectories() {}

    /**
     * The largest statistic of each family under each relabeling.
     *
     * @param families rows of each family, patched hosts first in each
     * @param hosts of each row
     * @param patched how many hosts are called patched
     * @return family × relabeling, in standard deviations × {@link Row#unit}; the smallest int where a family has no row
     */
    static int[][] largest(List<List<Row>> families, int hosts, int patched, Relabelings relabelings) {
        int[][] largest = new int[families.size()][relabelings.count()];
        List<Row> linear =
                families.stream().flatMap(List::stream).filter(Row::linear).toList();
        int[][] scores = new int[hosts][linear.size()];
        for (int host = 0; host < hosts; host++) {
            for (int row = 0; row < linear.size(); row++) {
                scores[host][row] = linear.get(row).score(host);
            }
        }
        int[] ends = new int[families.size()];
        List<List<Row>> looked = families.stream()
                .map(rows -> rows.stream().filter(row -> !row.linear()).toList())
                .toList();
        for (int family = 0; family < ends.length; family++) {
            int before = family == 0 ? 0 : ends[family - 1];
            ends[family] = before
                    + (int) families.get(family).stream().filter(Row::linear).count();
        }
        int[] sums = new int[linear.size()];
        relabelings.forEach((relabeling, members, from) -> {
            sum(scores, members, from, patched, sums);
            for (int family = 0; family < ends.length; family++) {
                int most = max(sums, family == 0 ? 0 : ends[family - 1], ends[family]);
                for (Row row : looked.get(family)) {
                    most = Math.max(most, statistic(row, members, from, patched));
                }
                largest[family][relabeling] = most;
            }
        });
        return largest;
    }

    /** Plain loops over ints, which the compiler turns into vector instructions. */
    private static void sum(int[][] scores, int[] members, int from, int patched, int[] sums) {
        Arrays.fill(sums, 0);
        for (int i = from; i < from + patched; i++) {
            int[] of = scores[members[i]];
            for (int row = 0; row < sums.length; row++) {
                sums[row] += of[row];
            }
        }
    }

    private static int max(int[] sums, int from, int to) {
        int most = Integer.MIN_VALUE;
        for (int i = from; i < to; i++) {
            most = Math.max(most, sums[i]);
        }
        return most;
    }

    private static int statistic(Row row, int[] members, int from, int patched) {
        int sum = 0;
        for (int i = from; i < from + patched; i++) {
            sum += row.score(members[i]);
        }
        return row.statistic(sum);
    }
}
