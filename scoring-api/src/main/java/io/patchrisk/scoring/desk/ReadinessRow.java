// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.desk;

import io.patchrisk.model.fact.HostId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether one host could be judged, source by source.
 *
 * @param host its id
 * @param metrics its signals
 * @param log its kernel log
 * @param patchState its live-patch state
 * @param identity whether its names lead to one host
 */
public record ReadinessRow(HostId host, Check metrics, Check log, Check patchState, Check identity) {

    /**
     * One source of one host.
     *
     * @param state how it is
     * @param lastSeen when something last came from it; null if never
     * @param detail what is wrong and what to do, or what is right, in one sentence
     */
    public record Check(State state, @Nullable Instant lastSeen, String detail) {}

    /** How a source is. */
    public enum State {
        OK,
        STALE,
        MISSING,
        AMBIGUOUS
    }
}
