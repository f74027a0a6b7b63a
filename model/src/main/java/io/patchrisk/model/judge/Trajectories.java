// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.judge;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The rows of all families side by side, host by host, so that one pass over the relabelings gives the largest statistic of
 * each family (Westfall and Young 1993, max-T).
 */
final class Trajectories {

    private final int patched;
    private final int there;
    private final int[][] scores;
    private final int[] sums;

    /** Columns: the gate of a group, its rows, and whether they go the other way; ungated groups have gate -1. */
    private record Gated(int gate, int from, int to, boolean turned) {}

    private record Compiled(List<Gated> gated, List<Row> events) {}

    private final List<Compiled> families = new ArrayList<>();

    /**
     * @param families signals of each family, patched hosts first in each row
     * @param strata of the hosts of each row
     */
    Trajectories(List<List<Rows>> families, Strata strata) {
        this.patched = strata.patched();
        this.there = (int) Math.rint(Rows.THERE * Row.unit(strata));
        List<Row> columns = new ArrayList<>();
        families.forEach(family -> this.families.add(compile(family, columns)));
        this.scores = new int[strata.hosts()][columns.size()];
        for (int host = 0; host < scores.length; host++) {
            for (int column = 0; column < columns.size(); column++) {
                scores[host][column] = columns.get(column).score(host);
            }
        }
        this.sums = new int[columns.size()];
    }

    private static Compiled compile(List<Rows> family, List<Row> columns) {
        List<Gated> gated = new ArrayList<>();
        List<Row> events = new ArrayList<>();
        for (Rows signal : family) {
            int gate = columns.size();
            columns.add(signal.now());
            add(gated, columns, gate, signal.up(), false);
            add(gated, columns, gate, signal.down(), true);
            add(gated, columns, -1, signal.ungated(), false);
            events.addAll(signal.events());
        }
        return new Compiled(gated, events);
    }

    private static void add(List<Gated> gated, List<Row> columns, int gate, List<Row> rows, boolean turned) {
        if (!rows.isEmpty()) {
            gated.add(new Gated(gate, columns.size(), columns.size() + rows.size(), turned));
            columns.addAll(rows);
        }
    }

    /**
     * The largest statistic of each family under each relabeling: family × relabeling, in standard deviations ×
     * {@link Row#unit}; the smallest int where no signal of a family is anywhere.
     */
    int[][] largest(Relabelings relabelings) {
        int[][] largest = new int[families.size()][relabelings.count()];
        relabelings.forEach((relabeling, members, from) -> {
            sum(members, from);
            for (int family = 0; family < largest.length; family++) {
                largest[family][relabeling] = largest(families.get(family), members, from);
            }
        });
        return largest;
    }

    /** A plain loop over ints, which the compiler turns into vector instructions. */
    private void sum(int[] members, int from) {
        Arrays.fill(sums, 0);
        for (int i = from; i < from + patched; i++) {
            int[] of = scores[members[i]];
            for (int column = 0; column < sums.length; column++) {
                sums[column] += of[column];
            }
        }
    }

    private int largest(Compiled family, int[] members, int from) {
        int most = Integer.MIN_VALUE;
        for (Gated group : family.gated()) {
            if (group.gate() < 0 || (group.turned() ? -sums[group.gate()] : sums[group.gate()]) >= there) {
                for (int column = group.from(); column < group.to(); column++) {
                    most = Math.max(most, sums[column]);
                }
            }
        }
        for (Row row : family.events()) {
            most = Math.max(most, statistic(row, members, from));
        }
        return most;
    }

    private int statistic(Row row, int[] members, int from) {
        int sum = 0;
        for (int i = from; i < from + patched; i++) {
            sum += row.score(members[i]);
        }
        return row.statistic(sum);
    }
}
