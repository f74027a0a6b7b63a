// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.fleet;

import io.patchrisk.collector.crash.CrashEvidence;
import io.patchrisk.collector.crash.CrashTime;
import io.patchrisk.model.fact.KernelEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The crashes of one host of which something was left behind, the newest told last. */
public final class HostCrashes {

    /** Most that are held in memory of one host. */
    private static final int MOST = 20;

    /** Most reports named of one crash. */
    private static final int MOST_EVENTS = 20;

    /** The crashed kernel's own time counts seconds. */
    private static final Duration SAME_SECOND = Duration.ofSeconds(2);

    /** How wrong the time of a crash may be that nothing dates: hosts tell of crashes soon after they are back. */
    private static final double UNKNOWN_SECONDS = 86_400;

    private final List<Crash> crashes = new ArrayList<>();
    private @Nullable CrashHearing hearing;

    /**
     * One crash.
     *
     * @param evidence what is there, as it was told last
     * @param time when it happened, as well as it is known
     * @param toldAt when it was told last
     * @param lines lines of its log
     * @param events reports in its log, whether they were heard before or not
     */
    public record Crash(CrashEvidence evidence, CrashTime time, Instant toldAt, int lines, List<Event> events) {
        public Crash {
            events = List.copyOf(events);
        }
    }

    /** A report in the log of a crash. */
    public record Event(String title, String fingerprint) {}

    void tell(FleetFact.CrashTold told) {
        hearing = null;
        Crash before =
                crashes.stream().filter(known -> same(known, told)).findFirst().orElse(null);
        crashes.remove(before);
        // A host that tells again what is there, now without the log, has not taken the reports back.
        crashes.add(
                before != null && told.lines() == 0
                        ? new Crash(told.evidence(), before.time(), told.at(), before.lines(), before.events())
                        : new Crash(told.evidence(), timeOf(told), told.at(), told.lines(), List.of()));
        if (crashes.size() > MOST) {
            crashes.remove(0);
        }
    }

    /** Whether it is the same crash: a directory of the same name, wherever it is mounted, or the same second of death. */
    private static boolean same(Crash known, FleetFact.CrashTold told) {
        CrashTime before = known.evidence().time();
        CrashTime now = told.evidence().time();
        boolean exact = before != null
                && now != null
                && before.source() == CrashTime.Source.KERNEL
                && now.source() == CrashTime.Source.KERNEL
                && Duration.between(before.at(), now.at()).abs().compareTo(SAME_SECOND) <= 0;
        return exact || known.evidence().name().equals(told.evidence().name());
    }

    /** When it happened, going by the telling alone. */
    public static CrashTime timeOf(FleetFact.CrashTold told) {
        CrashTime time = told.evidence().time();
        // A clock that runs ahead does not put a crash into the future.
        return time == null || time.at().isAfter(told.at())
                ? new CrashTime(told.at(), UNKNOWN_SECONDS, CrashTime.Source.ARRIVAL)
                : time;
    }

    /** Takes lines of the crash that was told last. */
    void hear(FleetFact.CrashLogHeard heard, HeardLog log) {
        CrashHearing reading = hearing == null ? new CrashHearing(heard.time().errorSeconds()) : hearing;
        List<KernelEvent> events = reading.hear(heard.lines(), heard.last(), log);
        hearing = heard.last() ? null : reading;
        if (crashes.isEmpty()) {
            // The telling was pruned and its lines were not; what they say counts all the same.
            return;
        }
        Crash crash = crashes.remove(crashes.size() - 1);
        List<Event> all = new ArrayList<>(crash.events());
        events.stream()
                .map(event -> new Event(event.title(), event.fingerprint()))
                .filter(event -> !all.contains(event))
                .limit(Math.max(0, MOST_EVENTS - all.size()))
                .forEach(all::add);
        crashes.add(new Crash(crash.evidence(), heard.time(), crash.toldAt(), crash.lines(), all));
    }

    /** All that are remembered, the one told last at the end. */
    public List<Crash> all() {
        return Collections.unmodifiableList(crashes);
    }
}
