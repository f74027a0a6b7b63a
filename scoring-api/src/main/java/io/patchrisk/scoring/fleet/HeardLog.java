// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.fleet;

import io.patchrisk.collector.log.KernelLogReader;
import io.patchrisk.collector.log.LogLine;
import io.patchrisk.model.fact.BootBanner;
import io.patchrisk.model.fact.KernelEvent;
import io.patchrisk.model.fact.LivepatchMessage;
import io.patchrisk.model.fact.LogFact;
import io.patchrisk.model.fact.Seconds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the kernel log of one host said, bounded: of a host that floods, the oldest reports go first. */
final class HeardLog {

    /** Most reports, and most other facts, that are held in memory; a report is at most 16 KB. */
    static final int MOST = 1_000;

    /** A report whose end did not come within this is taken as it is. */
    private static final Duration QUIET = Duration.ofSeconds(2);

    /** The same line that was sent twice may be placed this far apart: the boot's offset is estimated anew. */
    private static final double SAME_SECONDS = 1;

    private final KernelLogReader reader = new KernelLogReader();
    private final List<LogFact> facts = new ArrayList<>();
    private @Nullable Instant lastArrival;
    private @Nullable Instant unsettled;
    private boolean replaying;

    void hear(List<LogLine> lines, Instant arrived) {
        lastArrival = arrived;
        for (LogLine line : lines) {
            unsettled = arrived;
            List<LogFact> certain = reader.feed(line);
            // What becomes certain by this line may have been said by the one before.
            boolean old = replaying || line.replayed();
            replaying = line.replayed();
            certain.forEach(fact -> take(fact, old));
        }
    }

    /** Takes a report whose end is not to be expected any more. */
    void settle(Instant now) {
        Instant last = unsettled;
        if (last != null && now.isAfter(last.plus(QUIET))) {
            reader.flush().forEach(fact -> take(fact, replaying));
            unsettled = null;
        }
    }

    /** Takes a fact; one that was sent again is put where it belongs in time, unless it is there already. */
    void take(LogFact fact, boolean replayed) {
        if (!replayed) {
            facts.add(fact);
            boundSort(fact instanceof KernelEvent);
        } else if (facts.stream().noneMatch(known -> same(known, fact, SAME_SECONDS))) {
            insert(fact);
        }
    }

    private void insert(LogFact fact) {
        int place = facts.size();
        while (place > 0 && facts.get(place - 1).at().isAfter(fact.at())) {
            place--;
        }
        facts.add(place, fact);
        boundSort(fact instanceof KernelEvent);
    }

    /**
     * Takes a fact of a log that was saved by a crash, where it belongs in time; one that was heard before is left out.
     *
     * @param errorSeconds by how much its time may be wrong
     * @param except facts of the same log, by identity, which are never the same one again
     * @return whether it was new
     */
    boolean takeLate(LogFact fact, double errorSeconds, Set<LogFact> except) {
        double near = Math.max(SAME_SECONDS, errorSeconds);
        boolean heard =
                facts.stream().filter(known -> !except.contains(known)).anyMatch(known -> same(known, fact, near));
        if (!heard) {
            insert(fact);
        }
        return !heard;
    }

    private static boolean same(LogFact known, LogFact fact, double seconds) {
        boolean near = Math.abs(Seconds.of(known.at()) - Seconds.of(fact.at())) <= seconds;
        if (known instanceof KernelEvent one && fact instanceof KernelEvent other) {
            return near && one.fingerprint().equals(other.fingerprint());
        }
        if (known instanceof LivepatchMessage one && fact instanceof LivepatchMessage other) {
            return near && one.text().equals(other.text());
        }
        return near && known instanceof BootBanner && fact instanceof BootBanner;
    }

    private void boundSort(boolean reports) {
        long held = facts.stream()
                .filter(fact -> fact instanceof KernelEvent == reports)
                .count();
        for (int i = 0; held > MOST && i < facts.size(); i++) {
            if (facts.get(i) instanceof KernelEvent == reports) {
                facts.remove(i);
                held--;
            }
        }
    }

    /** When lines last arrived; null if never. */
    @Nullable
    Instant lastArrival() {
        return lastArrival;
    }

    List<LogFact> facts() {
        return Collections.unmodifiableList(facts);
    }
}
