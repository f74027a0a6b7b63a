// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.store;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * What became of the facts that were given to a store since it was opened. When nothing waits:
 * {@code received = written + repeated + conflicting + overloaded + sum(refused) + failed}.
 *
 * @param received facts in appends, whatever became of them
 * @param written facts that are new in the store
 * @param repeated facts that were there already
 * @param conflicting facts of appends that held a key which is there with another content
 * @param overloaded facts turned away because too much was waiting
 * @param refused facts of refused appends, by reason
 * @param failed facts of appends whose outcome is not known, because the store itself failed
 */
public record AppendCounts(
        long received,
        long written,
        long repeated,
        long conflicting,
        long overloaded,
        Map<Appended.Refusal, Long> refused,
        long failed) {

    public AppendCounts {
        EnumMap<Appended.Refusal, Long> copy = new EnumMap<>(Appended.Refusal.class);
        copy.putAll(refused);
        refused = Collections.unmodifiableMap(copy);
    }
}
