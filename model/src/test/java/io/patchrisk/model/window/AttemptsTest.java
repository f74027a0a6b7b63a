// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.window;

import static io.patchrisk.model.fact.LivepatchMessage.Step.ENABLING;
import static io.patchrisk.model.fact.LivepatchMessage.Step.FORCED;
import static io.patchrisk.model.fact.LivepatchMessage.Step.PATCHING_COMPLETE;
import static io.patchrisk.model.fact.LivepatchMessage.Step.PATCHING_STARTED;
import static io.patchrisk.model.fact.LivepatchMessage.Step.REFUSED;
import static io.patchrisk.model.fact.LivepatchMessage.Step.SIGNALING;
import static io.patchrisk.model.fact.LivepatchMessage.Step.UNPATCHING_COMPLETE;
import static io.patchrisk.model.fact.LivepatchMessage.Step.UNPATCHING_STARTED;
import static org.assertj.core.api.Assertions.assertThat;

import io.patchrisk.model.SimulatedHost;
import io.patchrisk.model.fact.LivepatchMessage;
import io.patchrisk.model.fact.Patch;
import io.patchrisk.model.fact.PatchName;
import io.patchrisk.model.fact.PatchSighting;
import io.patchrisk.model.fact.Seconds;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AttemptsTest {

    private static final PatchName OURS = new PatchName("lp_ours");
    private static final PatchName OTHER = new PatchName("lp_other");
    private static final Patch PATCH = new Patch("CVE-1", Patch.Kind.LIVE, Set.of(OURS), List.of());
    private static final double T = SimulatedHost.START;

    private final SimulatedHost host = new SimulatedHost("h", 20);

    @Test
    void knowsACompleteTransition() {
        say(ENABLING, 100);
        say(PATCHING_STARTED, 101);
        say(PATCHING_COMPLETE, 104);

        assertThat(attempts()).containsExactly(new Attempt(T + 100, T + 104, Attempt.State.PATCHED, false, false, 0));
    }

    @Test
    void knowsATransitionThatGoesOn() {
        say(ENABLING, 100);
        say(PATCHING_STARTED, 101);
        say(SIGNALING, null, 116);

        Attempt attempt = only();
        assertThat(attempt).isEqualTo(new Attempt(T + 100, null, Attempt.State.IN_TRANSITION, true, false, 0));
        assertThat(attempt.transitionSeconds(T + 160)).isEqualTo(60);
    }

    @Test
    void takesTheStartOfATransitionWhereTheFirstLineWasLost() {
        say(PATCHING_STARTED, 101);
        say(PATCHING_COMPLETE, 104);

        assertThat(only().start()).isEqualTo(T + 101);
    }

    @Test
    void knowsAReversedTransition() {
        say(ENABLING, 100);
        say(PATCHING_STARTED, 101);
        say(UNPATCHING_STARTED, 120);
        say(UNPATCHING_COMPLETE, 121);

        assertThat(only().state()).isEqualTo(Attempt.State.REVERTED);
        assertThat(only().end()).isEqualTo(T + 121);
    }

    @Test
    void knowsAForcedTransitionThatNamesNoPatch() {
        say(ENABLING, 100);
        say(SIGNALING, null, 116);
        say(FORCED, null, 130);
        say(PATCHING_COMPLETE, 131);

        assertThat(only()).isEqualTo(new Attempt(T + 100, T + 131, Attempt.State.PATCHED, true, true, 0));
    }

    @Test
    void doesNotTakeForceOfAnotherTransitionForOurs() {
        say(ENABLING, 100);
        say(PATCHING_COMPLETE, 101);
        say(ENABLING, OTHER, 200);
        say(FORCED, null, 230);

        assertThat(only().forced()).isFalse();
    }

    @Test
    void knowsAPatchThatWasUnloadedAgain() {
        say(ENABLING, 100);
        say(PATCHING_COMPLETE, 102);
        say(UNPATCHING_STARTED, 150);
        say(UNPATCHING_COMPLETE, 152);

        assertThat(only()).isEqualTo(new Attempt(T + 100, T + 102, Attempt.State.ROLLED_BACK, false, false, 0));
    }

    @Test
    void knowsARefusalWithAName() {
        say(ENABLING, 100);
        say(REFUSED, 101);

        assertThat(only().state()).isEqualTo(Attempt.State.REFUSED);
    }

    @Test
    void knowsARefusalWithoutAName() {
        say(REFUSED, null, 101);

        assertThat(only()).isEqualTo(new Attempt(T + 101, T + 101, Attempt.State.REFUSED, false, false, 0));
    }

    @Test
    void doesNotTakeTheRefusalOfAnotherPatchForOurs() {
        say(REFUSED, OTHER, 101);

        assertThat(attempts()).isEmpty();
    }

    @Test
    void keepsThePatchInEffectWhenASecondLoadIsRefused() {
        say(ENABLING, 100);
        say(PATCHING_COMPLETE, 102);
        say(REFUSED, 150);
        say(REFUSED, null, 151);

        assertThat(only().state()).isEqualTo(Attempt.State.PATCHED);
        assertThat(only().start()).isEqualTo(T + 100);
    }

    @Test
    void tellsTwoLoadsApart() {
        say(REFUSED, 50);
        say(ENABLING, 100);
        say(PATCHING_COMPLETE, 102);
        say(UNPATCHING_STARTED, 150);
        say(UNPATCHING_COMPLETE, 152);
        say(ENABLING, 200);
        say(PATCHING_COMPLETE, 203);

        assertThat(attempts())
                .extracting(Attempt::state)
                .containsExactly(Attempt.State.REFUSED, Attempt.State.ROLLED_BACK, Attempt.State.PATCHED);
        assertThat(attempts().get(2).start()).isEqualTo(T + 200);
    }

    @Test
    void ignoresOtherPatches() {
        say(ENABLING, OTHER, 100);
        say(PATCHING_STARTED, OTHER, 100);
        say(PATCHING_COMPLETE, OTHER, 102);

        assertThat(attempts()).isEmpty();
    }

    @Test
    void aRepeatedLineDoesNotLengthenTheTransition() {
        say(ENABLING, 100);
        say(PATCHING_COMPLETE, 102);
        say(PATCHING_COMPLETE, 900);

        assertThat(only()).isEqualTo(new Attempt(T + 100, T + 102, Attempt.State.PATCHED, false, false, 0));
    }

    @Test
    void anUnloadingThatWasTurnedAroundIsNoStall() {
        say(ENABLING, 100);
        say(PATCHING_COMPLETE, 102);
        say(UNPATCHING_STARTED, 3_600);
        say(PATCHING_STARTED, 3_610);
        say(PATCHING_COMPLETE, 3_612);

        assertThat(only()).isEqualTo(new Attempt(T + 100, T + 102, Attempt.State.PATCHED, false, false, 0));
    }

    @Test
    void knowsAnUnloadingOfWhichOnlyTheEndWasHeard() {
        say(ENABLING, 100);
        say(PATCHING_COMPLETE, 102);
        say(UNPATCHING_COMPLETE, 152);

        assertThat(only().state()).isEqualTo(Attempt.State.ROLLED_BACK);
    }

    @Test
    void aRebootCutsATransitionOffAndLeavesAPatchedHostAsItGot() {
        say(ENABLING, 100);
        say(PATCHING_STARTED, 100);
        host.rebooted(T + 130);
        assertThat(only()).isEqualTo(new Attempt(T + 100, T + 130, Attempt.State.CUT_OFF, false, false, 0));

        say(PATCHING_COMPLETE, 120);
        assertThat(only()).isEqualTo(new Attempt(T + 100, T + 120, Attempt.State.PATCHED, false, false, 0));
    }

    @Test
    void takesTheEndOfATransitionWhoseLineWasLostFromWhatWasSeen() {
        say(ENABLING, 100);
        say(PATCHING_STARTED, 101);
        see(105, true, true);
        see(120, true, false);

        assertThat(only().state()).isEqualTo(Attempt.State.PATCHED);
        assertThat(only().end()).isEqualTo(T + 120);
        // It took at least until the last look that showed it, and no more is held against it.
        assertThat(only().transitionSeconds(T + 999)).isEqualTo(5);
    }

    @Test
    void boundsTheInstantOfALoadOfWhichOnlyTheEndWasHeard() {
        say(PATCHING_COMPLETE, 104);
        assertThat(only()).isEqualTo(new Attempt(T + 104, T + 104, Attempt.State.PATCHED, false, false, 15));

        see(105, true, false);
        assertThat(only()).isEqualTo(new Attempt(T + 90, T + 105, Attempt.State.PATCHED, false, false, 15));
    }

    @Test
    void anUnloadingAloneIsNoLoad() {
        say(UNPATCHING_STARTED, 104);
        say(UNPATCHING_COMPLETE, 105);

        assertThat(attempts()).isEmpty();
    }

    /** Scrapes come every 15 s; the patch was there at 105 and not at 90. */
    @Test
    void boundsTheInstantBySightingsWhereTheLogSaysNothing() {
        see(105, true, true);
        see(120, true, false);

        assertThat(only()).isEqualTo(new Attempt(T + 90, T + 120, Attempt.State.PATCHED, false, false, 15));
    }

    @Test
    void seesATransitionThatGoesOn() {
        see(105, true, true);
        see(120, true, true);

        assertThat(only().state()).isEqualTo(Attempt.State.IN_TRANSITION);
    }

    @Test
    void doesNotKnowTheInstantOfAPatchThatWasAlwaysThere() {
        see(0, true, false);

        assertThat(only().state()).isEqualTo(Attempt.State.INSTANT_UNKNOWN);
    }

    @Test
    void believesAClaimWhereNothingWasSeen() {
        host.claimedAt(T + 77);

        assertThat(only()).isEqualTo(new Attempt(T + 77, T + 77, Attempt.State.PATCHED, false, false, 15));
    }

    @Test
    void believesWhatItSawMoreThanAClaimAndTheLogMost() {
        host.claimedAt(T + 7);
        see(105, true, false);
        assertThat(only().start()).isEqualTo(T + 90);

        say(ENABLING, 99);
        say(PATCHING_COMPLETE, 100);
        assertThat(only().start()).isEqualTo(T + 99);
    }

    @Test
    void findsNothingOnAHostThatNobodyPatched() {
        assertThat(attempts()).isEmpty();
    }

    private void say(LivepatchMessage.Step step, double at) {
        say(step, OURS, at);
    }

    private void say(LivepatchMessage.Step step, PatchName name, double at) {
        host.said(new LivepatchMessage(Seconds.instant(T + at), name, step, step.name()));
    }

    private void see(double at, boolean enabled, boolean inTransition) {
        host.seen(new PatchSighting(Seconds.instant(T + at), OURS, enabled, inTransition, List.of()));
    }

    private List<Attempt> attempts() {
        return Attempts.of(host.record(), PATCH);
    }

    private Attempt only() {
        assertThat(attempts()).hasSize(1);
        return attempts().get(0);
    }
}
