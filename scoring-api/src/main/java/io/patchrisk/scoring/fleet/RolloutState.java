// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.fleet;

import io.patchrisk.model.fact.HostId;
import io.patchrisk.model.policy.Decision;
import io.patchrisk.model.word.Word;
import io.patchrisk.scoring.desk.DecisionChange;
import io.patchrisk.scoring.desk.OperatorAction;
import io.patchrisk.scoring.desk.OperatorAction.Action;
import io.patchrisk.scoring.desk.Origin;
import io.patchrisk.scoring.desk.Reason;
import io.patchrisk.scoring.desk.RolloutDeclaration;
import io.patchrisk.scoring.desk.RolloutId;
import io.patchrisk.scoring.desk.RolloutView.KnownFingerprint;
import io.patchrisk.scoring.desk.StandingOverride;
import io.patchrisk.scoring.desk.WaveName;
import io.patchrisk.scoring.desk.Weighed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    private final Aftermath aftermath = new Aftermath();
    private final Map<Optional<WaveName>, DecisionChange> stops = new HashMap<>();
    private final Map<Optional<WaveName>, DecisionChange> newest = new HashMap<>();

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
        String what = Word.of(action.action());
        Reason why = Reason.of(what, action.by() + ": " + action.reason());
        changes.add(
                new DecisionChange(at, null, decisionAfter(action), null, List.of(why), action.by(), action.action()));
        bound();
    }

    void decide(DecisionChange change, @Nullable Weighed weighed) {
        if (change.wave() == null) {
            aftermath.decide(change, weighed);
        }
        Optional<WaveName> wave = Optional.ofNullable(change.wave());
        newest.put(wave, change);
        if (change.decision() == Decision.STOP) {
            stops.put(wave, change);
        }
        changes.add(change);
        bound();
    }

    /** Takes over what was told, done and decided in a rollout that was only observed. */
    void adopt(RolloutState observed) {
        observed.claims.forEach(claims::putIfAbsent);
        actions.addAll(0, observed.actions);
        changes.addAll(0, observed.changes);
        stops.putAll(observed.stops);
        aftermath.adopt(observed.aftermath);
        bound();
    }

    private void bound() {
        if (changes.size() > MOST_CHANGES) {
            changes.subList(0, changes.size() - MOST_CHANGES).clear();
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

    public Aftermath aftermath() {
        return aftermath;
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

    /** The stop of a person that nobody cleared, else the pause that nobody ended; null when there is neither. */
    public @Nullable OperatorAction standing() {
        OperatorAction stop = null;
        OperatorAction pause = null;
        for (OperatorActed acted : actions) {
            switch (acted.action().action()) {
                case STOP -> stop = acted.action();
                case CLEAR_STOP -> stop = null;
                case PAUSE -> pause = acted.action();
                case RESUME -> pause = null;
                case OVERRIDE, KNOW_FINGERPRINT -> {}
            }
        }
        return stop == null ? pause : stop;
    }

    /** The newest stop that the service decided for a wave, or for the rollout (null), and nobody cleared; null when there is none. */
    public @Nullable DecisionChange latched(@Nullable WaveName wave) {
        DecisionChange stop = stops.get(Optional.ofNullable(wave));
        Instant cleared = stopClearedAt();
        return stop == null || (cleared != null && !stop.at().isAfter(cleared)) ? null : stop;
    }

    /** What the service last decided for a wave, or for the rollout (null); null before it did. */
    public @Nullable DecisionChange newest(@Nullable WaveName wave) {
        return newest.get(Optional.ofNullable(wave));
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

    /**
     * The override in force; null when there is none. A newer one takes the place of an older one also when it expires
     * first, and so does a later stop or pause: what a person said last holds.
     */
    public @Nullable StandingOverride override(Instant now) {
        OperatorAction last = null;
        for (OperatorActed acted : actions) {
            switch (acted.action().action()) {
                case OVERRIDE -> last = acted.action();
                case STOP, PAUSE -> last = null;
                case RESUME, CLEAR_STOP, KNOW_FINGERPRINT -> {}
            }
        }
        Instant expires = last == null ? null : last.expiresAt();
        Decision decision = last == null ? null : last.decision();
        return last == null || expires == null || decision == null || !expires.isAfter(now)
                ? null
                : new StandingOverride(decision, last.by(), last.reason(), expires);
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
