// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.rollout;

import io.patchrisk.scoring.desk.ProblemException;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * What became of the facts that tools and agents pushed: received = stored + rejected + dropped + under way. Requests that
 * no desk sees, because they are malformed, are counted where HTTP refuses them. Safe to read from any thread.
 */
public final class PushTally {

    /** Why a push is refused because of what it is. */
    public static final List<String> REJECTIONS =
            List.of("unknown_host", "unknown_rollout", "conflict", "time_in_future");

    /** Why a push is lost because of us. */
    public static final List<String> DROPS = List.of("overloaded", "failed");

    private final LongAdder received = new LongAdder();
    private final LongAdder stored = new LongAdder();
    private final Map<String, LongAdder> rejected = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> dropped = new ConcurrentHashMap<>();

    /** The same future, counted by how it ends. */
    <T> Future<T> counted(Future<T> push) {
        received.increment();
        return push.onSuccess(done -> stored.increment()).onFailure(this::refused);
    }

    private void refused(Throwable cause) {
        if (!(cause instanceof ProblemException known)) {
            count(dropped, "failed");
        } else if (known.problem().status() >= 500) {
            count(dropped, known.problem().code());
        } else {
            count(rejected, known.problem().code());
        }
    }

    private static void count(Map<String, LongAdder> counts, String reason) {
        counts.computeIfAbsent(reason, first -> new LongAdder()).increment();
    }

    public long received() {
        return received.sum();
    }

    public long stored() {
        return stored.sum();
    }

    /** Pushes refused because of what they were, by reason. */
    public Map<String, Long> rejected() {
        return copy(rejected);
    }

    /** Pushes lost because of us, by reason. */
    public Map<String, Long> dropped() {
        return copy(dropped);
    }

    private static Map<String, Long> copy(Map<String, LongAdder> counts) {
        Map<String, Long> copy = new TreeMap<>();
        counts.forEach((reason, count) -> copy.put(reason, count.sum()));
        return copy;
    }
}
