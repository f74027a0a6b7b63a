// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.crash;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What became of the crashes that were found: found = stored + unknown host + failed, apart from what is under way.
 *
 * @param found crashes that were new, or more complete than before
 * @param stored of them, stored
 * @param unknownHost of them, of no host that is known when they were first seen; they are tried again quietly
 * @param failed of them, not stored because of us; they are tried again
 * @param passedOver what the last search did not look at, by reason; {@code no_folder} when a folder itself cannot be read
 * @param lastSearch when the last search ended; null before the first
 */
public record CrashCounts(
        long found,
        long stored,
        long unknownHost,
        long failed,
        Map<String, Integer> passedOver,
        @Nullable Instant lastSearch) {

    public static final CrashCounts NONE = new CrashCounts(0, 0, 0, 0, Map.of(), null);

    public CrashCounts {
        passedOver = Map.copyOf(passedOver);
    }
}
