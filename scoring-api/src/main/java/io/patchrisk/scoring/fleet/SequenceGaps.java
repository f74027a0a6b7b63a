// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.fleet;

import io.patchrisk.collector.log.LogLine;
import io.patchrisk.model.fact.HostId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts kernel messages whose sequence numbers never came: lost on the way, or sent while this service was down. It counts
 * over the stored log, so that a restart shows what it cost.
 */
final class SequenceGaps {

    /** Microseconds by which stamps fall only at a new boot; CPUs that print at once differ by less. */
    private static final long STAMPS_FALL = 1_000_000;

    private record Last(long sequence, long stamp) {}

    private final Map<HostId, Last> lasts = new HashMap<>();
    private final LongAdder missing = new LongAdder();

    void hear(HostId host, List<LogLine> lines) {
        for (LogLine line : lines) {
            Long sequence = line.sequence();
            Long stamp = line.stampMicros();
            if (sequence != null && stamp != null && !line.replayed()) {
                lasts.merge(host, new Last(sequence, stamp), this::later);
            }
        }
    }

    private Last later(Last last, Last now) {
        if (now.stamp() < last.stamp() - STAMPS_FALL) {
            return now;
        }
        if (now.sequence() <= last.sequence()) {
            return last;
        }
        missing.add(now.sequence() - last.sequence() - 1);
        return now;
    }

    /** Over all hosts. Safe to read from any thread. */
    long missing() {
        return missing.sum();
    }
}
