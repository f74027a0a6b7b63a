// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.app;

import io.patchrisk.collector.prometheus.Backfill;
import io.patchrisk.collector.prometheus.QueryFailure.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What became of the looks into a Prometheus: asked = taken + missed. Safe to read from any thread. */
final class PrometheusLooks {

    private final AtomicLong asked = new AtomicLong();
    private final AtomicLong taken = new AtomicLong();
    private final Map<Reason, Long> missed = new ConcurrentHashMap<>();
    private volatile @Nullable Instant lastTaken;
    private volatile boolean up;
    private volatile Consumer<Duration> timer = took -> {};

    /** Counts one look; a store that answers some queries and refuses others is there. */
    void count(Backfill look, Instant now) {
        asked.incrementAndGet();
        timer.accept(look.took());
        List<Reason> failures =
                look.failures().stream().map(failure -> failure.reason()).toList();
        up = failures.stream().allMatch(reason -> reason == Reason.REFUSED) && look.readings() + failures.size() > 0;
        if (up) {
            taken.incrementAndGet();
            lastTaken = now;
        } else {
            Reason why = failures.isEmpty() ? Reason.NOTHING_FOUND : failures.get(failures.size() - 1);
            missed.merge(why, 1L, Long::sum);
        }
    }

    /** Who wants to know how long each look took. */
    void timedBy(Consumer<Duration> listener) {
        timer = listener;
    }

    long asked() {
        return asked.get();
    }

    long taken() {
        return taken.get();
    }

    long missed(Reason reason) {
        return missed.getOrDefault(reason, 0L);
    }

    /** Whether the last look gave readings. */
    boolean up() {
        return up;
    }

    /** When a look last gave readings; null before the first. */
    @Nullable
    Instant lastTaken() {
        return lastTaken;
    }
}
