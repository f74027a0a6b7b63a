// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.crash;

import java.util.List;
import java.util.Map;

/**
 * What a search of a folder gave.
 *
 * @param found crashes, the last by name first
 * @param passedOver what was not looked at, by reason: {@code link}, {@code no_file}, {@code unreadable},
 *     {@code too_many_names}, {@code too_many_folders}, {@code too_deep}, {@code orderly_record}
 */
public record CrashScan(List<FoundCrash> found, Map<String, Integer> passedOver) {

    public CrashScan {
        found = List.copyOf(found);
        passedOver = Map.copyOf(passedOver);
    }
}
