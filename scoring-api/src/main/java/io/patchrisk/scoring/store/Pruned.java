// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.store;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How many facts were removed, by kind.
 *
 * @param aged those kept for their full time
 * @param overBudget those removed before it, because the disk budget was exceeded
 */
public record Pruned(SortedMap<String, Long> aged, SortedMap<String, Long> overBudget) {

    public Pruned {
        aged = Collections.unmodifiableSortedMap(new TreeMap<>(aged));
        overBudget = Collections.unmodifiableSortedMap(new TreeMap<>(overBudget));
    }

    /** Nothing. */
    public static Pruned none() {
        return new Pruned(new TreeMap<>(), new TreeMap<>());
    }

    /** How many in all. */
    public long facts() {
        return sum(aged) + sum(overBudget);
    }

    private static long sum(SortedMap<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
