// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.judge;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchrisk.model.SimulatedHost;
import io.patchrisk.model.fact.Direction;
import io.patchrisk.model.fact.Role;
import io.patchrisk.model.fact.Shape;
import io.patchrisk.model.fact.Signal;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

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

    /** What all hosts do is taken out, so nothing stands out: as large a step is common in the past of both. */
    @Test
    void takesNoEventOfTheWholeFleetForTheirs() {
        int unusual = 0;
        for (int seed = 0; seed < 100; seed++) {
            unusual += p(2, 5, seed, (host, at) -> at >= BEFORE ? 8 : 0) <= 0.1 ? 1 : 0;
        }
        assertThat(unusual).isLessThan(25);
    }

    @Test
    void doesNotCallWhatIsOverAFinding() {
        Step over = (host, at) -> host < 2 && at >= BEFORE && at < BEFORE + 6 ? 8 : 0;

        assertThat(p(2, 5, 4, over)).isLessThan(ALPHA);
        assertThat(judge().judge(arms(Noise.INDEPENDENT, errors, 2, 5, 4, over), AFTER, Spending.nothing())
                        .significant(Role.SYMPTOM))
                .isEmpty();
    }

    /** One sick host is not the patch's. */
    @Test
    void findsNothingThatOneHostAloneCarries() {
        assertThat(found((host, at) -> host == 0 && at >= BEFORE ? 8 : 0)).isLessThan(5);
    }

    /** What rose all along has its largest stretch at the end, patch or no patch. */
    @ParameterizedTest
    @ValueSource(doubles = {0.05, 0.1, -0.1})
    void doesNotBlameThePatchForADriftThatWasThereBefore(double slope) {
        assertThat(found((host, at) -> host < 2 ? slope * at : 0)).isLessThan(8);
    }

    /** Stretches that nobody scraped are no quiet ones. */
    @ParameterizedTest
    @ValueSource(ints = {6, 15, 30})
    void countsAGapForNothing(int scrapesBefore) {
        int unusual = 0;
        int fleets = 300;
        for (int seed = 0; seed < fleets; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Arms arms = new Fleet(BEFORE, AFTER).arms(2, 5, (host, i) -> {
                host.losing(at -> at > 0 && at < BEFORE - scrapesBefore);
                host.with(errors, Noise.INDEPENDENT.host(random));
            });
            unusual +=
                    TimePlacebos.of(arms, Set.of(), ALPHA, Relabelings.FINE, 1).p(errors) <= 0.1 ? 1 : 0;
        }
        assertThat(unusual / (double) fleets).isLessThan(0.15);
    }

    @Test
    void findsASignalThatIsBadBothWays() {
        Signal balance = SimulatedHost.signal("balance", Direction.BOTH, Role.SYMPTOM, Shape.LEVEL, 0.01);

        assertThat(judged(balance, 2, 5, AFTER, 1, -8).significant(Role.SYMPTOM))
                .hasSize(1);
        assertThat(judged(2, 5, AFTER, 1, -8).significant(Role.SYMPTOM)).isEmpty();
    }

    /** The p-value itself, before anything else is asked: a tenth of quiet fleets lies in its lowest tenth. */
    @ParameterizedTest
    @EnumSource
    void givesAPValueThatHoldsWhereNothingHappened(Noise noise) {
        int unusual = 0;
        int fleets = 600;
        for (int seed = 0; seed < fleets; seed++) {
            Arms arms = arms(noise, errors, 2, 5, seed, (host, at) -> 0);
            unusual +=
                    TimePlacebos.of(arms, Set.of(), ALPHA, Relabelings.FINE, 1).p(errors) <= 0.1 ? 1 : 0;
        }
        assertThat(unusual / (double) fleets).isBetween(0.04, 0.14);
    }

    private double p(int patched, int controls, int seed, Step step) {
        Arms arms = arms(Noise.INDEPENDENT, errors, patched, controls, seed, step);
        return TimePlacebos.of(arms, Set.of(), ALPHA, Relabelings.FINE, 1).p(errors);
    }

    /** Of a hundred fleets those in which something is found. */
    private int found(Step step) {
        int found = 0;
        for (int seed = 0; seed < 100; seed++) {
            Judgement judgement =
                    judge().judge(arms(Noise.INDEPENDENT, errors, 2, 5, seed, step), AFTER, Spending.nothing());
            found += judgement.significant(Role.SYMPTOM).isEmpty() ? 0 : 1;
        }
        return found;
    }

    private static Judge judge() {
        return new Judge(ALPHA, 1);
    }

    private Judgement judged(int patched, int controls, int after, long seed, double step) {
        return judged(errors, patched, controls, after, seed, step);
    }

    private static Judgement judged(Signal signal, int patched, int controls, int after, long seed, double step) {
        Arms arms = arms(
                Noise.INDEPENDENT,
                signal,
                patched,
                controls,
                seed,
                (host, at) -> host < patched && at >= BEFORE ? step : 0);
        return judge().judge(arms.cutAfter(after * SimulatedHost.INTERVAL), after, Spending.nothing());
    }

    /** What is added to the value of a host at a scrape. */
    private interface Step {
        double at(int host, int scrape);
    }

    private static Arms arms(Noise noise, Signal signal, int patched, int controls, long seed, Step step) {
        SplittableRandom random = new SplittableRandom(seed);
        return new Fleet(BEFORE, AFTER).arms(patched, controls, (host, i) -> {
            IntToDoubleFunction own = noise.host(random);
            host.with(signal, at -> own.applyAsDouble(at) + step.at(i, at));
        });
    }
}
