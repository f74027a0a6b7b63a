// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.livepatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchrisk.model.fact.BootBanner;
import io.patchrisk.model.fact.LivepatchMessage;
import io.patchrisk.model.fact.LivepatchMessage.Step;
import io.patchrisk.model.fact.LogFact;
import io.patchrisk.model.fact.PatchName;
import io.patchrisk.model.fact.Refusal;
import io.patchrisk.model.fact.Seconds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class HostLoadsTest {

    private static final Instant T = Instant.parse("2026-05-01T00:00:00Z");
    private static final PatchName A = new PatchName("lp_a");
    private static final PatchName B = new PatchName("lp_b");

    private final List<LogFact> log = new ArrayList<>();
    private final List<Double> reboots = new ArrayList<>();

    @Test
    void measuresATransitionByTheKernelsOwnStamps() {
        say(10, A, Step.ENABLING);
        say(11, A, Step.PATCHING_STARTED);
        // The collector's clock was set back by an hour in between.
        log.add(new LivepatchMessage(at(14 - 3_600), stamp(14.5), A, Step.PATCHING_COMPLETE, null, "complete"));

        assertThat(only().state()).isEqualTo(LoadState.PATCHED);
        assertThat(only().transitionSeconds(at(9_999))).isEqualTo(3.5);
        assertThat(only().settlingSeconds()).isEqualTo(4.5);
    }

    @Test
    void aTransitionThatDoesNotEndIsStalledByItsAge() {
        say(10, A, Step.ENABLING);
        say(10, A, Step.PATCHING_STARTED);
        say(25, null, Step.SIGNALING);

        assertThat(only().signaled()).isTrue();
        assertThat(only().stalled(at(70), 60)).isFalse();
        assertThat(only().stalled(at(71), 60)).isTrue();
        say(72, A, Step.PATCHING_COMPLETE);
        assertThat(only().stalled(at(9_999), 60)).isFalse();
        assertThat(only().transitionSeconds(at(9_999))).isEqualTo(62);
    }

    @Test
    void unloadingStallsToo() {
        say(10, A, Step.ENABLING);
        say(11, A, Step.PATCHING_COMPLETE);
        say(500, A, Step.UNPATCHING_STARTED);

        assertThat(only().state()).isEqualTo(LoadState.UNPATCHING);
        assertThat(only().stalled(at(561), 60)).isTrue();
        assertThat(only().settlingSeconds()).isEqualTo(1);
    }

    @Test
    void countsHowOftenATransitionWasTurnedAround() {
        say(10, A, Step.ENABLING);
        say(10, A, Step.PATCHING_STARTED);
        say(30, A, Step.UNPATCHING_STARTED);
        assertThat(only().state()).isEqualTo(LoadState.REVERSING);
        say(40, A, Step.PATCHING_STARTED);
        say(50, A, Step.UNPATCHING_STARTED);
        say(51, A, Step.UNPATCHING_COMPLETE);

        assertThat(only().state()).isEqualTo(LoadState.REVERSED);
        assertThat(only().reversals()).isEqualTo(3);
        assertThat(only().transitionSeconds(at(99))).isEqualTo(1);
        assertThat(only().over()).isEqualTo(at(51));
    }

    @Test
    void anUnloadingThatIsTurnedAroundLeavesThePatchInEffectSinceItsFirstTransition() {
        say(10, A, Step.ENABLING);
        say(12, A, Step.PATCHING_COMPLETE);
        say(3_600, A, Step.UNPATCHING_STARTED);
        say(3_610, A, Step.PATCHING_STARTED);
        say(3_612, A, Step.PATCHING_COMPLETE);

        assertThat(only().state()).isEqualTo(LoadState.PATCHED);
        assertThat(only().settled().at()).isEqualTo(at(12));
        assertThat(only().settlingSeconds()).isEqualTo(2);
    }

    @Test
    void givesForceToThePatchInTransition() {
        say(10, A, Step.ENABLING);
        say(11, A, Step.PATCHING_COMPLETE);
        say(20, B, Step.ENABLING);
        say(20, B, Step.PATCHING_STARTED);
        say(40, null, Step.FORCED);
        say(41, B, Step.PATCHING_COMPLETE);
        say(42, null, Step.FORCED);

        assertThat(loads()).extracting(Load::forced).containsExactly(false, true);
    }

    @Test
    void stackedPatchesAreBothInEffect() {
        say(10, A, Step.ENABLING);
        say(11, A, Step.PATCHING_COMPLETE);
        say(20, B, Step.ENABLING);
        say(21, B, Step.PATCHING_COMPLETE);

        assertThat(loads()).extracting(Load::state).containsOnly(LoadState.PATCHED);
        assertThat(HostLoads.afterLook(loads(), at(30), Set.of(A, B))).isEqualTo(loads());
    }

    @Test
    void aCumulativePatchTakesThePlaceOfTheOldOneWithoutAWord() {
        say(10, A, Step.ENABLING);
        say(11, A, Step.PATCHING_COMPLETE);
        say(20, B, Step.ENABLING);
        say(21, B, Step.PATCHING_COMPLETE);

        List<Load> seen = HostLoads.afterLook(loads(), at(30), Set.of(B));

        assertThat(seen).extracting(Load::state).containsExactly(LoadState.REPLACED, LoadState.PATCHED);
        assertThat(seen.get(0).over()).isEqualTo(at(30));
    }

    @Test
    void aLookThatIsOlderThanTheLoadSaysNothingOfIt() {
        say(10, A, Step.ENABLING);
        say(11, A, Step.PATCHING_COMPLETE);

        assertThat(HostLoads.afterLook(loads(), at(5), Set.of())).isEqualTo(loads());
    }

    @Test
    void tellsWhyThePatchWasRefused() {
        say(10, A, Step.ENABLING);
        refuse(10, null, Step.REFUSED, Refusal.CALLBACK);
        refuse(10, A, Step.REFUSED, Refusal.ENABLING_FAILED);
        say(10, A, Step.UNPATCHING_COMPLETE);

        assertThat(only().state()).isEqualTo(LoadState.REFUSED);
        assertThat(only().reason()).isEqualTo(Refusal.CALLBACK);
    }

    @Test
    void aTransitionCancelledBeforeItStartedIsARefusal() {
        say(10, A, Step.ENABLING);
        say(10, A, Step.UNPATCHING_COMPLETE);

        assertThat(only().state()).isEqualTo(LoadState.REFUSED);
        assertThat(only().reason()).isEqualTo(Refusal.ENABLING_FAILED);
    }

    @Test
    void aRefusalThatNamesNoPatchIsThatOfTheModuleJustLoading() {
        say(10, A, Step.LOADING);
        refuse(11, null, Step.REFUSED, Refusal.SYMBOL_NOT_FOUND);
        refuse(13, null, Step.REFUSED, Refusal.SYMBOL_AMBIGUOUS);

        assertThat(loads()).extracting(Load::patch).containsExactly(A, null);
        assertThat(loads())
                .extracting(Load::reason)
                .containsExactly(Refusal.SYMBOL_NOT_FOUND, Refusal.SYMBOL_AMBIGUOUS);
    }

    @Test
    void aModuleKeptOutTakesNothingFromThePatchInEffect() {
        say(10, A, Step.ENABLING);
        say(11, A, Step.PATCHING_COMPLETE);
        refuse(50, A, Step.MODULE_REFUSED, Refusal.OBJECT);

        assertThat(only().state()).isEqualTo(LoadState.PATCHED);
        assertThat(only().reason()).isEqualTo(Refusal.OBJECT);
    }

    @Test
    void aSecondLoadOfAPatchInEffectThatIsRefusedTakesNothingFromIt() {
        say(10, A, Step.ENABLING);
        say(11, A, Step.PATCHING_COMPLETE);
        refuse(50, A, Step.REFUSED, Refusal.UNKNOWN_SYMBOL);

        assertThat(only().state()).isEqualTo(LoadState.PATCHED);
    }

    @Test
    void aRebootResets() {
        say(10, A, Step.ENABLING);
        say(11, A, Step.PATCHING_COMPLETE);
        say(20, B, Step.ENABLING);
        say(20, B, Step.PATCHING_STARTED);
        log.add(new BootBanner(at(100), "6.1.0"));
        say(200, B, Step.ENABLING);

        assertThat(loads()).extracting(Load::state).containsExactly(LoadState.LOST, LoadState.LOST, LoadState.ENABLING);
        assertThat(loads().get(1).over()).isEqualTo(at(100));
    }

    @Test
    void aRebootThatOnlyMetricsShowedResetsToo() {
        say(10, A, Step.ENABLING);
        reboots.add(Seconds.of(at(50)));
        say(70, B, Step.ENABLING);

        assertThat(loads()).extracting(Load::state).containsExactly(LoadState.LOST, LoadState.ENABLING);
    }

    @Test
    void aBannerThatIsOlderThanTheLoadIsThatOfItsOwnBoot() {
        say(10, A, Step.ENABLING);
        log.add(new BootBanner(at(1), "6.1.0"));

        assertThat(only().state()).isEqualTo(LoadState.ENABLING);
    }

    @Test
    void takesAMessageThatCameByTwoWaysOnce() {
        for (int way = 0; way < 2; way++) {
            stamped(10, A, Step.ENABLING);
            stamped(11, A, Step.PATCHING_STARTED);
            stamped(12, A, Step.PATCHING_COMPLETE);
        }

        assertThat(only().state()).isEqualTo(LoadState.PATCHED);
        // After a boot the same stamps are other messages.
        log.add(new BootBanner(at(100), "6.1.0"));
        stamped(10, A, Step.ENABLING);
        assertThat(loads()).hasSize(2);
    }

    @Test
    void keepsWhatItKnowsWhereLinesWereLost() {
        say(10, A, Step.PATCHING_COMPLETE);
        assertThat(only().startKnown()).isFalse();
        assertThat(only().transitionSeconds(at(99))).isNull();
        say(20, A, Step.UNPATCHING_COMPLETE);
        assertThat(only().state()).isEqualTo(LoadState.UNPATCHED);
        assertThat(only().transitionSeconds(at(99))).isNull();

        say(30, B, Step.UNPATCHING_STARTED);
        assertThat(loads().get(1).state()).isEqualTo(LoadState.UNPATCHING);
    }

    @Property(tries = 1_000)
    void anyOrderOfMessagesEndsInAStateAndTheSameOne(@ForAll("messages") List<LogFact> any) {
        List<Double> boots = List.of(Seconds.of(at(40)));

        List<Load> loads = HostLoads.of(any, boots);

        assertThat(HostLoads.of(any, boots)).isEqualTo(loads);
        assertThat(loads.size()).isLessThanOrEqualTo(any.size());
        for (Load load : loads) {
            assertThat(load.state()).isNotEqualTo(LoadState.UNKNOWN);
            assertThat(load.over() != null).isEqualTo(load.state().over());
            assertThat(load.reason() != null || load.state() != LoadState.REFUSED)
                    .isTrue();
            Double seconds = load.transitionSeconds(at(1_000));
            assertThat(seconds == null || seconds >= 0).isTrue();
            assertThat(load.stalled(at(1_000), 60))
                    .isEqualTo(load.state().inTransition() && seconds != null && seconds > 60);
        }
        assertThat(HostLoads.afterLook(loads, at(2_000), Set.of()))
                .noneMatch(load -> load.state() == LoadState.PATCHED && load.settled() != null);
        // At most one load of a patch is on the host, and the newest one is it.
        for (PatchName patch : List.of(A, B)) {
            List<Load> of =
                    loads.stream().filter(load -> patch.equals(load.patch())).toList();
            assertThat(of.stream()
                            .filter(load -> load.state() == LoadState.REFUSED
                                    && load.refused() == null
                                    && load.first().step() != Step.ENABLING))
                    .isEmpty();
        }
    }

    @Provide
    Arbitrary<List<LogFact>> messages() {
        Arbitrary<PatchName> names = Arbitraries.of(A, B).injectNull(0.2);
        Arbitrary<LogFact> message = Combinators.combine(
                        Arbitraries.of(Step.values()),
                        names,
                        Arbitraries.integers().between(0, 99),
                        Arbitraries.of(true, false))
                .as((step, name, second, stamped) -> {
                    boolean refused = step == Step.REFUSED || step == Step.MODULE_REFUSED;
                    return new LivepatchMessage(
                            at(second),
                            stamped ? stamp(second) : null,
                            name,
                            step,
                            refused ? Refusal.OTHER : null,
                            step + " " + name);
                });
        Arbitrary<LogFact> boot =
                Arbitraries.integers().between(0, 99).map(second -> new BootBanner(at(second), "6.1.0"));
        return Arbitraries.frequencyOf(net.jqwik.api.Tuple.of(12, message), net.jqwik.api.Tuple.of(1, boot))
                .list()
                .ofMaxSize(40);
    }

    private static Instant at(double second) {
        return T.plusNanos((long) (second * 1e9));
    }

    private static Long stamp(double second) {
        return (long) (second * 1e6);
    }

    private void say(double second, PatchName patch, Step step) {
        log.add(new LivepatchMessage(
                at(second),
                step == Step.SIGNALING || step == Step.FORCED ? null : stamp(second),
                patch,
                step,
                null,
                step + " " + second));
    }

    private void stamped(double second, PatchName patch, Step step) {
        log.add(new LivepatchMessage(at(second), stamp(second), patch, step, null, patch + " " + step));
    }

    private void refuse(double second, PatchName patch, Step step, Refusal why) {
        log.add(new LivepatchMessage(at(second), stamp(second), patch, step, why, patch + " " + why));
    }

    private List<Load> loads() {
        return HostLoads.of(log, reboots);
    }

    private Load only() {
        assertThat(loads()).hasSize(1);
        return loads().get(0);
    }
}
