// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.rollout;

import io.patchrisk.model.fact.EventKind;
import io.patchrisk.model.fact.KernelEvent;
import io.patchrisk.model.feature.Incidents;
import io.patchrisk.model.feature.Incidents.Report;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;

/** Kernel reports on patched hosts, each counted once however often it is looked at. Safe to read from any thread. */
public final class EventTally {

    /** So many reports are remembered; older ones come up again only after a day, when windows have moved on. */
    private static final int REMEMBERED = 50_000;

    private final Map<EventKind, LongAdder> attributed = adders();
    private final Map<EventKind, LongAdder> others = adders();
    private final Set<String> counted = Collections.newSetFromMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    });

    private static Map<EventKind, LongAdder> adders() {
        Map<EventKind, LongAdder> adders = new EnumMap<>(EventKind.class);
        for (EventKind kind : EventKind.values()) {
            adders.put(kind, new LongAdder());
        }
        return adders;
    }

    synchronized void count(Incidents incidents) {
        count(incidents.attributed(), attributed);
        count(incidents.unexplained(), others);
        count(incidents.hardware(), others);
    }

    private void count(List<Report> reports, Map<EventKind, LongAdder> adders) {
        for (Report report : reports) {
            KernelEvent event = report.event();
            if (counted.add(report.host() + " " + event.at() + " " + event.fingerprint())) {
                adder(adders, event.kind()).increment();
            }
        }
    }

    /** Reports of a kind so far, either those tied to the patch or the others. */
    public long of(EventKind kind, boolean tied) {
        return adder(tied ? attributed : others, kind).sum();
    }

    private static LongAdder adder(Map<EventKind, LongAdder> adders, EventKind kind) {
        return adders.getOrDefault(kind, new LongAdder());
    }
}
