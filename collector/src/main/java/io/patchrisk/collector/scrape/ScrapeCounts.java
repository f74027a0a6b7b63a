// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.scrape;

import io.patchrisk.collector.exposition.Rejection;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/** What became of all looks at hosts so far: asked = taken + missed + under way. Safe to read from any thread. */
public final class ScrapeCounts {

    private final AtomicLong asked = new AtomicLong();
    private final AtomicLong taken = new AtomicLong();
    private final AtomicLongArray missed = new AtomicLongArray(Miss.values().length);
    private final AtomicLongArray rejectedLines = new AtomicLongArray(Rejection.values().length);

    ScrapeCounts() {}

    void countAsked() {
        asked.incrementAndGet();
    }

    void countTaken() {
        taken.incrementAndGet();
    }

    void count(Miss reason) {
        missed.incrementAndGet(reason.ordinal());
    }

    void count(Map<Rejection, Integer> rejected) {
        rejected.forEach((reason, lines) -> rejectedLines.addAndGet(reason.ordinal(), lines));
    }

    public long asked() {
        return asked.get();
    }

    public long taken() {
        return taken.get();
    }

    public Map<Miss, Long> missed() {
        Map<Miss, Long> counts = new EnumMap<>(Miss.class);
        for (Miss reason : Miss.values()) {
            counts.put(reason, missed.get(reason.ordinal()));
        }
        return counts;
    }

    /** Lines that were not taken of answers that otherwise were. */
    public Map<Rejection, Long> rejectedLines() {
        Map<Rejection, Long> counts = new EnumMap<>(Rejection.class);
        for (Rejection reason : Rejection.values()) {
            counts.put(reason, rejectedLines.get(reason.ordinal()));
        }
        return counts;
    }
}
