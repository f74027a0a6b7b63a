// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.alert;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One alert as Alertmanager is told of it.
 *
 * @param labels what makes it this alert and no other
 * @param annotations what people read
 * @param startsAt since when it holds
 * @param endsAt when it ends; null while it holds
 * @param link where more of it can be seen; empty when nobody said where the console is
 */
record Alarm(
        SortedMap<String, String> labels,
        SortedMap<String, String> annotations,
        Instant startsAt,
        @Nullable Instant endsAt,
        String link) {

    Alarm {
        labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
        annotations = Collections.unmodifiableSortedMap(new TreeMap<>(annotations));
    }

    static Alarm holding(Map<String, String> labels, Map<String, String> annotations, Instant startsAt, String link) {
        return new Alarm(new TreeMap<>(labels), new TreeMap<>(annotations), startsAt, null, link);
    }

    Alarm startedAt(Instant instant) {
        return new Alarm(labels, annotations, instant, endsAt, link);
    }

    Alarm endingAt(Instant instant) {
        return new Alarm(labels, annotations, startsAt, instant, link);
    }
}
