// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.rollout;

import io.patchrisk.model.fact.EventKind;
import io.patchrisk.model.fact.KernelEvent;
import io.patchrisk.model.feature.Incidents;
import io.patchrisk.model.feature.Incidents.Report;
import io.patchrisk.model.policy.Evidence;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Kernel reports on the hosts of one rollout and on its controls, each counted once. Safe to read from any thread. */
public final class RolloutTally {

    /** So many reports and fingerprints are told apart; what comes after them is counted no more. */
    private static final int MOST = 50_000;

    private final Map<Sort, Long> counts = new ConcurrentHashMap<>();
    private final Set<String> counted = new HashSet<>();
    private final Set<String> patchedOnes = new HashSet<>();
    private final Map<Novelty, Long> fingerprints = new ConcurrentHashMap<>();

    /** What is counted apart. */
    private record Sort(Arm arm, EventClass of, Novelty novelty, boolean attributed) {}

    /** Whose report. */
    public enum Arm {
        PATCHED,
        CONTROL
    }

    /** Whether hosts without the patch had the same before. */
    public enum Novelty {
        NEW,
        KNOWN
    }

    /** What sort of report, for those who need no more. */
    public enum EventClass {
        CRASH,
        WARNING,
        STALL,
        OTHER;

        static EventClass of(EventKind kind) {
            return switch (kind) {
                case OOPS, PANIC, BUG, LIST_CORRUPTION, REFCOUNT, USERCOPY, BAD_PAGE, SANITIZER -> CRASH;
                case WARNING, LOCKDEP -> WARNING;
                case SCHEDULING_WHILE_ATOMIC, SOFT_LOCKUP, HARD_LOCKUP, RCU_STALL, HUNG_TASK -> STALL;
                case OUT_OF_MEMORY, FILESYSTEM_READ_ONLY, NETDEVICE_STUCK, HARDWARE -> OTHER;
            };
        }
    }

    synchronized void count(Evidence evidence) {
        Incidents incidents = evidence.incidents();
        count(incidents.attributed(), Arm.PATCHED, true, evidence);
        count(incidents.unexplained(), Arm.PATCHED, false, evidence);
        count(incidents.hardware(), Arm.PATCHED, false, evidence);
        count(incidents.onControls(), Arm.CONTROL, false, evidence);
    }

    private void count(List<Report> reports, Arm arm, boolean attributed, Evidence evidence) {
        for (Report report : reports) {
            KernelEvent event = report.event();
            Novelty novelty = evidence.seenBefore().contains(event.fingerprint()) ? Novelty.KNOWN : Novelty.NEW;
            String one = arm + " " + report.host() + " " + event.at() + " " + event.fingerprint();
            if (counted.size() < MOST && counted.add(one)) {
                counts.merge(new Sort(arm, EventClass.of(event.kind()), novelty, attributed), 1L, Long::sum);
            }
            if (arm == Arm.PATCHED && patchedOnes.size() < MOST && patchedOnes.add(event.fingerprint())) {
                fingerprints.merge(novelty, 1L, Long::sum);
            }
        }
    }

    /** Reports so far, either those tied to the patch or the others. */
    public long reports(Arm arm, EventClass of, Novelty novelty, boolean attributed) {
        return counts.getOrDefault(new Sort(arm, of, novelty, attributed), 0L);
    }

    /** Different reports on patched hosts so far. */
    public long fingerprints(Novelty novelty) {
        return fingerprints.getOrDefault(novelty, 0L);
    }
}
