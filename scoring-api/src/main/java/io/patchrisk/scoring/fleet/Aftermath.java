// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.fleet;

import io.patchrisk.model.policy.Decision;
import io.patchrisk.model.policy.ReasonCode;
import io.patchrisk.scoring.desk.DecisionChange;
import io.patchrisk.scoring.desk.Reason;
import io.patchrisk.scoring.desk.Weighed;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What became of a rollout: the decision people acted on, how long it was watched afterwards, and what was told. */
public final class Aftermath {

    private static final String CRASH_ATTRIBUTED = ReasonCode.CRASH_ATTRIBUTED.word();

    private final List<FleetFact.OutcomeTold> told = new ArrayList<>();
    private final Set<String> attributed = new TreeSet<>();
    private @Nullable Weighed decisive;
    private FleetFact.@Nullable RolloutWatched watched;
    private boolean proceeded;
    private boolean stopped;
    private boolean crashAttributed;

    /** Takes a decision about the rollout as a whole. */
    void decide(DecisionChange change, @Nullable Weighed weighed) {
        proceeded |= change.decision() == Decision.PROCEED;
        stopped |= change.decision() == Decision.STOP;
        boolean decided = change.decision() == Decision.PROCEED || change.decision() == Decision.STOP;
        if (decided && decisive == null) {
            decisive = weighed;
        }
        for (Reason reason : change.reasons()) {
            if (reason.code().equals(CRASH_ATTRIBUTED)) {
                crashAttributed = true;
                if (reason.evidence().get("fingerprint") instanceof String fingerprint) {
                    attributed.add(fingerprint);
                }
            }
        }
    }

    /** Takes how long patched hosts were watched; of a watch that begins later nothing before it counts. */
    void watch(FleetFact.RolloutWatched fact) {
        FleetFact.RolloutWatched known = watched;
        boolean further = known == null
                || fact.since().isAfter(known.since())
                || (fact.since().equals(known.since()) && fact.seconds() > known.seconds());
        if (further) {
            watched = fact;
        }
    }

    void tell(FleetFact.OutcomeTold fact) {
        told.add(fact);
    }

    void adopt(Aftermath observed) {
        told.addAll(0, observed.told);
        attributed.addAll(observed.attributed);
        decisive = observed.decisive == null ? decisive : observed.decisive;
        if (observed.watched != null) {
            watch(observed.watched);
        }
        proceeded |= observed.proceeded;
        stopped |= observed.stopped;
        crashAttributed |= observed.crashAttributed;
    }

    /** Everything that was told, oldest first. */
    public List<FleetFact.OutcomeTold> told() {
        return Collections.unmodifiableList(told);
    }

    /** The look at which the service first said proceed or stop on evidence; null if it never did. */
    public @Nullable Weighed decisive() {
        return decisive;
    }

    /** The newest note of how long the hosts were watched; null before the first hour was full. */
    public FleetFact.@Nullable RolloutWatched watched() {
        return watched;
    }

    public boolean proceeded() {
        return proceeded;
    }

    public boolean stopped() {
        return stopped;
    }

    /** Whether a decision ever rested on a report with the patch in its stack. */
    public boolean crashAttributed() {
        return crashAttributed;
    }

    /** Fingerprints of such reports. */
    public Set<String> attributed() {
        return Collections.unmodifiableSet(attributed);
    }
}
