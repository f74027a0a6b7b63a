// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.alert;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/** The alerts that hold, with when they began, and those that ended a while ago. */
final class HeldAlarms {

    /** How long an end is still told, for an Alertmanager that was away when it came. */
    private static final Duration TOLD = Duration.ofMinutes(15);

    private final Duration linger;
    private final Map<SortedMap<String, String>, Alarm> alarms = new HashMap<>();

    /** @param linger how long after its end an alert is still kept up */
    HeldAlarms(Duration linger) {
        this.linger = linger;
    }

    /** Takes in what holds now; gives back everything that Alertmanager should know, the newest first. */
    List<Alarm> take(List<Alarm> holding, Instant now) {
        Set<SortedMap<String, String>> held = new HashSet<>();
        for (Alarm alarm : holding) {
            if (held.add(alarm.labels())) {
                alarms.merge(
                        alarm.labels(),
                        alarm,
                        (known, newest) -> goesOn(known, now) ? newest.startedAt(known.startsAt()) : newest);
            }
        }
        alarms.replaceAll((labels, alarm) ->
                held.contains(labels) || alarm.endsAt() != null ? alarm : alarm.endingAt(now.plus(linger)));
        alarms.values().removeIf(alarm -> ended(alarm, now.minus(TOLD)));
        List<Alarm> all = new ArrayList<>(alarms.values());
        all.sort((one, other) -> other.startsAt().compareTo(one.startsAt()));
        return all;
    }

    private static boolean goesOn(Alarm known, Instant now) {
        return !ended(known, now);
    }

    private static boolean ended(Alarm alarm, Instant by) {
        Instant end = alarm.endsAt();
        return end != null && !end.isAfter(by);
    }
}
