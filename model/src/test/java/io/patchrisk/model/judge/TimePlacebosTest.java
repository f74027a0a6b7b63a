// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.judge;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchrisk.model.SimulatedHost;
import io.patchrisk.model.fact.Direction;
import io.patchrisk.model.fact.Role;
import io.patchrisk.model.fact.Shape;
import io.patchrisk.model.fact.Signal;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Two patched hosts and five controls: the smallest p of relabeling is 1/21. */
class TimePlacebosTest {

    private static final double ALPHA = 0.03;
    private static final int BEFORE = 60;
    private static final int AFTER = 12;

    private final Signal errors = SimulatedHost.symptom("errors");

    @Test
    void findsWhatStepsWithThePatchOnHostsTooFewToBeRelabeled() {
        Judgement judgement = judged(2, 5, AFTER, 1, 8);

        // Each of the two may have been patched at one of 12 earlier stretches: 13 × 13 ways.
        assertThat(judgement.significant(Role.SYMPTOM)).singleElement().satisfies(finding -> {
            assertThat(finding.basis()).isEqualTo(Finding.Basis.OWN_PAST);
            assertThat(finding.p()).isEqualTo(1 / 169.0);
            assertThat(finding.beganAfter()).isEqualTo(0);
        });
        assertThat(judgement.underpowered()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"1,5", "2,3"})
    void findsNothingWhereAPastIsTooShortOrControlsAreTooFew(int patched, int controls) {
        assertThat(judged(patched, controls, AFTER, 1, 8).significant(Role.SYMPTOM))
                .isEmpty();
    }

    @Test
    void findsNothingBeforeAFirstStretchIsOver() {
        assertThat(judged(2, 5, Looks.FEWEST - 1, 1, 8).significant(Role.SYMPTOM))
                .isEmpty();
        assertThat(judged(2, 5, Looks.FEWEST, 1, 8).significant(Role.SYMPTOM)).hasSize(1);
    }

    @Test
    void leavesHostsThatCanBeRelabeledToTheirControls() {
        assertThat(judged(3, 12, AFTER, 1, 8).significant(Role.SYMPTOM))
                .singleElement()
                .extracting(Finding::basis)
                .isEqualTo(Finding.Basis.CONTROLS);
    }

    @Test
    void takesNoEventOfTheWholeFleetForTheirs() {
        SplittableRandom random = new SplittableRandom(3);
        Fleet fleet = new Fleet(BEFORE, AFTER);
        Arms arms = fleet.arms(2, 5, (host, i) -> {
            IntToDoubleFunction noise = Noise.INDEPENDENT.host(random);
            host.with(errors, at -> noise.applyAsDouble(at) + (at >= fleet.patchedFrom() ? 8 : 0));
        });

        assertThat(judge().judge(arms, AFTER, Spending.nothing()).significant(Role.SYMPTOM))
                .isEmpty();
    }

    @Test
    void doesNotCallWhatIsOverAFinding() {
        SplittableRandom random = new SplittableRandom(4);
        Fleet fleet = new Fleet(BEFORE, AFTER);
        Arms arms = fleet.arms(2, 5, (host, i) -> {
            IntToDoubleFunction noise = Noise.INDEPENDENT.host(random);
            int since = fleet.patchedFrom();
            host.with(errors, at -> noise.applyAsDouble(at) + (i < 2 && at >= since && at < since + 6 ? 8 : 0));
        });

        assertThat(judge().judge(arms, AFTER, Spending.nothing()).significant(Role.SYMPTOM))
                .isEmpty();
    }

    @Test
    void findsASignalThatIsBadBothWays() {
        Signal balance = SimulatedHost.signal("balance", Direction.BOTH, Role.SYMPTOM, Shape.LEVEL, 0.01);

        assertThat(judged(balance, 2, 5, AFTER, 1, -8).significant(Role.SYMPTOM))
                .hasSize(1);
        assertThat(judged(2, 5, AFTER, 1, -8).significant(Role.SYMPTOM)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void keepsItsPromiseWhereNothingHappened(Noise noise) {
        int alarmed = 0;
        int fleets = 400;
        for (int number = 0; number < fleets; number++) {
            alarmed += judged(noise, errors, 2, 5, AFTER, number, 0)
                            .significant(Role.SYMPTOM)
                            .isEmpty()
                    ? 0
                    : 1;
        }
        assertThat(alarmed / (double) fleets).isLessThan(ALPHA + 3 * Math.sqrt(ALPHA * (1 - ALPHA) / fleets));
    }

    private static Judge judge() {
        return new Judge(ALPHA, 1);
    }

    private Judgement judged(int patched, int controls, int after, long seed, double step) {
        return judged(errors, patched, controls, after, seed, step);
    }

    private static Judgement judged(Signal signal, int patched, int controls, int after, long seed, double step) {
        return judged(Noise.INDEPENDENT, signal, patched, controls, after, seed, step);
    }

    private static Judgement judged(
            Noise noise, Signal signal, int patched, int controls, int after, long seed, double step) {
        SplittableRandom random = new SplittableRandom(seed);
        Fleet fleet = new Fleet(BEFORE, AFTER);
        Arms arms = fleet.arms(patched, controls, (host, i) -> {
            IntToDoubleFunction own = noise.host(random);
            host.with(signal, at -> own.applyAsDouble(at) + (i < patched && at >= fleet.patchedFrom() ? step : 0));
        });
        return judge().judge(arms.cutAfter(after * SimulatedHost.INTERVAL), after, Spending.nothing());
    }
}
