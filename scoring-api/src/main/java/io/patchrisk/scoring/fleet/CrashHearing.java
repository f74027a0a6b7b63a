// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.fleet;

import io.patchrisk.collector.log.KernelLogReader;
import io.patchrisk.collector.log.LogLine;
import io.patchrisk.model.fact.BootBanner;
import io.patchrisk.model.fact.KernelEvent;
import io.patchrisk.model.fact.LogFact;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * The log of one crashed kernel, heard after the fact. It has a reader of its own, so that it does not mix with what the
 * host's kernel says meanwhile.
 */
final class CrashHearing {

    /** A boot that is placed no better than this may make a patch look as if it came with the boot. */
    private static final double BOOT_SECONDS = 5;

    private final KernelLogReader reader = new KernelLogReader();
    private final Set<LogFact> own = Collections.newSetFromMap(new IdentityHashMap<>());
    private final double errorSeconds;

    CrashHearing(double errorSeconds) {
        this.errorSeconds = errorSeconds;
    }

    /**
     * Takes lines and puts what they tell into the host's log, unless it was heard already.
     *
     * @param last whether these are the last lines
     * @return the reports among it, new or not
     */
    List<KernelEvent> hear(List<LogLine> lines, boolean last, HeardLog log) {
        List<LogFact> told = new ArrayList<>();
        lines.forEach(line -> told.addAll(reader.feed(line)));
        if (last) {
            told.addAll(reader.flush());
        }
        List<KernelEvent> events = new ArrayList<>();
        for (LogFact fact : told) {
            if (fact instanceof KernelEvent event) {
                events.add(event);
            }
            if (!(fact instanceof BootBanner) || errorSeconds <= BOOT_SECONDS) {
                if (log.takeLate(fact, errorSeconds, own)) {
                    own.add(fact);
                }
            }
        }
        return events;
    }
}
