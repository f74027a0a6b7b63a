// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.alert;

import io.patchrisk.scoring.desk.EventGroup;
import io.patchrisk.scoring.desk.RolloutId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which reports became known lately. What counts is when they came: the log of a crash is read long after it was written.
 * Of what was there at the start nobody knows when it came, so there its own time counts.
 */
final class News {

    private record Known(int count, Instant lastAt, Instant cameAt) {}

    private final Map<String, Known> known = new HashMap<>();
    private boolean started;

    /** Of a rollout's groups those of which a report came within the time that counts as new. */
    List<EventGroup> of(RolloutId rollout, List<EventGroup> groups, Instant now) {
        List<EventGroup> fresh = new ArrayList<>();
        for (EventGroup group : groups) {
            Known latest =
                    known.compute(rollout + "\n" + group.fingerprint(), (key, before) -> taken(before, group, now));
            if (latest.cameAt().plus(AlertRule.NEWS).isAfter(now)) {
                fresh.add(group);
            }
        }
        return fresh;
    }

    private Known taken(@Nullable Known before, EventGroup group, Instant now) {
        if (before != null && before.count() == group.count() && before.lastAt().equals(group.lastAt())) {
            return before;
        }
        // Fewer than before: the window moved on, and nothing came.
        boolean came = before == null
                || group.count() > before.count()
                || group.lastAt().isAfter(before.lastAt());
        Instant at = started ? now : group.lastAt();
        return new Known(group.count(), group.lastAt(), came || before == null ? at : before.cameAt());
    }

    /** Ends a round over all rollouts, and forgets what is old. */
    void settle(Instant now) {
        started = true;
        known.values()
                .removeIf(one ->
                        one.cameAt().plus(AlertRule.NEWS.multipliedBy(200)).isBefore(now));
    }
}
