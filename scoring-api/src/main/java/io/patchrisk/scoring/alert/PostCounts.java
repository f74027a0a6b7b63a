// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.alert;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** What became of posts to Alertmanagers. Safe to read from any thread. */
public final class PostCounts {

    /** The end of one post. */
    public enum Outcome {
        TAKEN,
        /** Alertmanager is there and does not want it; sending the same again would be in vain. */
        REFUSED,
        /** Nobody there, no answer in time, or not able to answer; it is tried again. */
        FAILED
    }

    private final Map<Outcome, LongAdder> counts = new EnumMap<>(Outcome.class);

    PostCounts() {
        for (Outcome outcome : Outcome.values()) {
            counts.put(outcome, new LongAdder());
        }
    }

    void count(Outcome outcome) {
        counts.getOrDefault(outcome, new LongAdder()).increment();
    }

    public long of(Outcome outcome) {
        return counts.getOrDefault(outcome, new LongAdder()).sum();
    }
}
