// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.scrape;

import io.patchrisk.collector.exposition.Rejection;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What became of all looks at hosts so far: asked = taken + missed + under way. Safe to read from any thread. */
public final class ScrapeCounts {

    private final LongAdder asked = new LongAdder();
    private final LongAdder taken = new LongAdder();
    private final Map<Miss, Long> missed = new ConcurrentHashMap<>();
    private final Map<Rejection, Long> rejectedLines = new ConcurrentHashMap<>();

    ScrapeCounts() {}

    void countAsked() {
        asked.increment();
    }

    void countTaken() {
        taken.increment();
    }

    void count(Miss reason) {
        missed.merge(reason, 1L, Long::sum);
    }

    void count(Map<Rejection, Integer> rejected) {
        rejected.forEach((reason, lines) -> rejectedLines.merge(reason, (long) lines, Long::sum));
    }

    public long asked() {
        return asked.sum();
    }

    public long taken() {
        return taken.sum();
    }

    /** Looks that gave nothing, by reason; reasons that never occurred are absent. */
    public Map<Miss, Long> missed() {
        return new TreeMap<>(missed);
    }

    /** Lines that were not taken of answers that otherwise were, by reason. */
    public Map<Rejection, Long> rejectedLines() {
        return new TreeMap<>(rejectedLines);
    }
}
