// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.store;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How long facts are kept, and how much disk they may take.
 *
 * @param keep how long each kind is kept, by the time it happened or was stored, whichever is earlier. A kind that is not
 *     listed is kept for ever: decisions, rollouts and what operators did are never removed.
 * @param diskBudget bytes that the facts may take. Over it, all of {@code keep} is shortened by one common share until
 *     they fit, so that no kind is lost whole while another is kept in full.
 */
public record Retention(SortedMap<String, Duration> keep, long diskBudget) {

    public Retention {
        keep = Collections.unmodifiableSortedMap(new TreeMap<>(keep));
        for (Map.Entry<String, Duration> kind : keep.entrySet()) {
            if (kind.getValue().isNegative() || kind.getValue().isZero()) {
                throw new IllegalArgumentException("facts of kind " + kind.getKey() + " would be kept for "
                        + kind.getValue() + "; it must be longer than nothing");
            }
        }
        if (diskBudget <= 0) {
            throw new IllegalArgumentException("the disk budget is " + diskBudget + " bytes; it must be positive");
        }
    }

    /** Whether facts of this kind may ever be removed. */
    public boolean prunable(String kind) {
        return keep.containsKey(kind);
    }
}
