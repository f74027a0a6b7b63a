// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchrisk.model.policy.Decision;
import io.patchrisk.scoring.desk.DecisionChange;
import io.patchrisk.scoring.desk.Mode;
import io.patchrisk.scoring.desk.OperatorAction;
import io.patchrisk.scoring.desk.OperatorAction.Action;
import io.patchrisk.scoring.desk.Origin;
import io.patchrisk.scoring.desk.Reason;
import io.patchrisk.scoring.desk.RolloutDeclaration;
import io.patchrisk.scoring.desk.RolloutId;
import io.patchrisk.scoring.desk.WaveName;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RolloutStateTest {

    private static final Instant T = Instant.parse("2026-05-01T00:00:00Z");
    private static final WaveName CANARY = new WaveName("canary");

    private final RolloutState rollout = new RolloutState(
            new RolloutDeclaration(new RolloutId("r1"), "p", Mode.ENFORCING, List.of(), null), Origin.DECLARED, T);

    private void decide(int second, WaveName wave, Decision decision) {
        rollout.decide(
                new DecisionChange(
                        T.plusSeconds(second), wave, decision, null, List.of(Reason.of("soaking", "")), null, null),
                null);
    }

    private void act(int second, Action action, Decision decision, int expires) {
        Instant until = expires == 0 ? null : T.plusSeconds(expires);
        rollout.act(new OperatorAction(action, "ann", "so", until, decision, "f"), T.plusSeconds(second));
    }

    @Test
    void aStopOutlivesAnyNumberOfLaterEntries() {
        decide(1, CANARY, Decision.STOP);
        for (int i = 2; i < 3_000; i++) {
            decide(i, null, Decision.HOLD);
        }

        assertThat(rollout.changes()).hasSize(1_000);
        assertThat(rollout.latched(CANARY)).isNotNull();
        assertThat(rollout.latched(null)).isNull();
        assertThat(rollout.newest(null).at()).isEqualTo(T.plusSeconds(2_999));
    }

    @Test
    void aClearedStopLatchesNoMoreButTheNextOneDoes() {
        decide(1, null, Decision.STOP);
        act(2, Action.CLEAR_STOP, null, 0);
        assertThat(rollout.latched(null)).isNull();

        decide(3, null, Decision.STOP);

        assertThat(rollout.latched(null).at()).isEqualTo(T.plusSeconds(3));
    }

    @Test
    void theNewestOverrideHoldsAndNoneComesBack() {
        act(1, Action.OVERRIDE, Decision.PROCEED, 1_000);
        act(2, Action.OVERRIDE, Decision.HOLD, 10);
        assertThat(rollout.override(T.plusSeconds(5)).decision()).isEqualTo(Decision.HOLD);
        assertThat(rollout.override(T.plusSeconds(10))).isNull();
        act(11, Action.OVERRIDE, Decision.PROCEED, 1_000);
        act(12, Action.STOP, null, 0);
        assertThat(rollout.override(T.plusSeconds(13))).isNull();
        assertThat(rollout.standing().action()).isEqualTo(Action.STOP);
    }

    @Test
    void knownFaultsExpire() {
        act(1, Action.KNOW_FINGERPRINT, null, 10);

        assertThat(rollout.knownFingerprints(T.plusSeconds(9))).hasSize(1);
        assertThat(rollout.knownFingerprints(T.plusSeconds(10))).isEmpty();
    }
}
