// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.fleet;

import io.patchrisk.model.fact.HostId;
import io.patchrisk.model.policy.Decision;
import io.patchrisk.scoring.desk.DecisionChange;
import io.patchrisk.scoring.desk.OperatorAction;
import io.patchrisk.scoring.desk.OperatorAction.Action;
import io.patchrisk.scoring.desk.Origin;
import io.patchrisk.scoring.desk.RolloutDeclaration;
import io.patchrisk.scoring.desk.RolloutId;
import io.patchrisk.scoring.desk.RolloutView.KnownFingerprint;
import io.patchrisk.scoring.desk.StandingOverride;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What is known of one rollout: its plan, what tools claimed, what people did, what was decided. */
public final class RolloutState {

    /** The newest entries of the history that are held in memory; all of it is in the store. */
    private static final int MOST_CHANGES = 1_000;

    private final RolloutDeclaration declaration;
    private final Origin origin;
    private final Instant openedAt;
    private final Map<HostId, Instant> claims = new HashMap<>();
    private final List<OperatorActed> actions = new ArrayList<>();
    private final List<DecisionChange> changes = new ArrayList<>();

    private record OperatorActed(OperatorAction action, Instant at) {}

    RolloutState(RolloutDeclaration declaration, Origin origin, Instant openedAt) {
        this.declaration = declaration;
        this.origin = origin;
        this.openedAt = openedAt;
    }

    void claim(HostId host, Instant at) {
        claims.putIfAbsent(host, at);
    }

    void act(OperatorAction action, Instant at) {
        actions.add(new OperatorActed(action, at));
        changes.add(new DecisionChange(at, null, decisionAfter(action), null, List.of(), action.by(), action.action()));
        bound();
    }

    void decide(DecisionChange change) {
        changes.add(change);
        bound();
    }

    private void bound() {
        if (changes.size() > MOST_CHANGES) {
            changes.remove(0);
        }
    }

    private Decision decisionAfter(OperatorAction action) {
        var stated = action.decision();
        return switch (action.action()) {
            case STOP -> Decision.STOP;
            case OVERRIDE -> stated == null ? Decision.HOLD : stated;
            case PAUSE, RESUME, CLEAR_STOP, KNOW_FINGERPRINT -> Decision.HOLD;
        };
    }

    public RolloutDeclaration declaration() {
        return declaration;
    }

    public RolloutId id() {
        return declaration.id();
    }

    public Origin origin() {
        return origin;
    }

    public Instant openedAt() {
        return openedAt;
    }

    public @Nullable Instant claimOf(HostId host) {
        return claims.get(host);
    }

    public Set<HostId> claimed() {
        return Collections.unmodifiableSet(claims.keySet());
    }

    /** All hosts of the plan. */
    public Set<HostId> planned() {
        Set<HostId> hosts = new TreeSet<>();
        declaration.waves().forEach(wave -> hosts.addAll(wave.hosts()));
        return hosts;
    }

    /** The history, oldest first. */
    public List<DecisionChange> changes() {
        return List.copyOf(changes);
    }

    /** The newest stop or pause of a person that nobody took back; null when there is none. */
    public @Nullable OperatorAction standing() {
        OperatorAction standing = null;
        for (OperatorActed acted : actions) {
            standing = switch (acted.action().action()) {
                case STOP -> acted.action();
                case PAUSE -> standing != null && standing.action() == Action.STOP ? standing : acted.action();
                case RESUME -> standing != null && standing.action() == Action.PAUSE ? null : standing;
                case CLEAR_STOP -> standing != null && standing.action() == Action.STOP ? null : standing;
                case OVERRIDE, KNOW_FINGERPRINT -> standing;
            };
        }
        return standing;
    }

    /** When a person last cleared a stop; null if never. */
    public @Nullable Instant stopClearedAt() {
        Instant cleared = null;
        for (OperatorActed acted : actions) {
            if (acted.action().action() == Action.CLEAR_STOP) {
                cleared = acted.at();
            }
        }
        return cleared;
    }

    /** The override in force; null when there is none. */
    public @Nullable StandingOverride override(Instant now) {
        StandingOverride override = null;
        for (OperatorActed acted : actions) {
            OperatorAction action = acted.action();
            Instant expires = action.expiresAt();
            var decision = action.decision();
            if (action.action() == Action.OVERRIDE && expires != null && decision != null && expires.isAfter(now)) {
                override = new StandingOverride(decision, action.by(), action.reason(), expires);
            }
        }
        return override;
    }

    /** Faults that people marked as known and that still hold. */
    public List<KnownFingerprint> knownFingerprints(Instant now) {
        List<KnownFingerprint> known = new ArrayList<>();
        for (OperatorActed acted : actions) {
            OperatorAction action = acted.action();
            Instant expires = action.expiresAt();
            String fingerprint = action.fingerprint();
            if (action.action() == Action.KNOW_FINGERPRINT
                    && expires != null
                    && fingerprint != null
                    && expires.isAfter(now)) {
                known.add(new KnownFingerprint(fingerprint, action.by(), action.reason(), expires));
            }
        }
        return known;
    }
}
