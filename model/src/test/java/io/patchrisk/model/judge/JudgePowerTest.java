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

/** Five patched hosts against twelve controls where no other numbers are given, alpha 1 % a rollout: what does the judge see? */
class JudgePowerTest {

    private static final int PATCHED = 5;
    private static final int CONTROLS = 12;
    private static final int FLEETS = 40;
    /** At 1 % a fleet, more than one of forty is found by chance in one study of seventeen. */
    private static final double BY_CHANCE = 1.0 / FLEETS;

    /** Of a host whose memory is 0.9, with innovations of 1. */
    private static final double DEVIATION = 1 / Math.sqrt(1 - 0.9 * 0.9);

    private static final int BEFORE = 120;
    private static final int AFTER = 40;

    @ParameterizedTest
    @CsvSource({"INDEPENDENT,2,0.95", "REMEMBERING,3,0.95", "LONG_REMEMBERING,3,0.8", "HEAVY_TAILED,4,0.9"})
    void findsAShiftOfAFewDeviations(Noise noise, double shift, double share) {
        Signal latency = SimulatedHost.symptom("latency");

        assertThat(found(latency, noise, shift)).isGreaterThanOrEqualTo(share);
    }

    /** Where half of the hosts are patched, the median lies between the arms, and the deviation from it is half of the effect. */
    @ParameterizedTest
    @CsvSource({"8,12", "10,10", "12,8", "20,20", "16,6"})
    void findsAShiftWhereverTheRolloutStands(int patched, int controls) {
        Signal latency = SimulatedHost.symptom("latency");

        assertThat(found(latency, Noise.REMEMBERING, 3, patched, controls)).isGreaterThanOrEqualTo(0.95);
    }

    /** Caches that fill again: 9 deviations at first, one of them left after 15 scrapes, none after 40. */
    @Test
    void doesNotFindWhatFadedAway() {
        Signal latency = SimulatedHost.symptom("latency");
        int found = 0;
        for (int fleet = 0; fleet < FLEETS; fleet++) {
            SplittableRandom random = new SplittableRandom(fleet);
            Fleet shape = new Fleet(BEFORE, AFTER);
            Arms arms = shape.arms(PATCHED, CONTROLS, (host, i) -> {
                IntToDoubleFunction usual = Noise.LONG_REMEMBERING.host(random);
                host.with(latency, at -> {
                    double fades = 9 * DEVIATION * Math.pow(0.865, at - shape.patchedFrom());
                    return usual.applyAsDouble(at) + (i < PATCHED && at >= shape.patchedFrom() ? fades : 0);
                });
            });
            Judgement judgement = new Judge(0.01, 1).judge(arms, AFTER, Spending.nothing());
            found += judgement.significant(Role.SYMPTOM).isEmpty() ? 0 : 1;
        }

        assertThat(found).isLessThanOrEqualTo(FLEETS / 10);
    }

    @Test
    void findsAFallWhereFallingIsBad() {
        Signal throughput = SimulatedHost.signal("throughput", Direction.DOWN, Role.SYMPTOM, Shape.LEVEL, 0.01);

        assertThat(found(throughput, Noise.REMEMBERING, -3)).isGreaterThanOrEqualTo(0.95);
        assertThat(found(throughput, Noise.REMEMBERING, 3)).isLessThanOrEqualTo(BY_CHANCE);
    }

    @Test
    void findsBothWaysWhereBothAreBad() {
        Signal balance = SimulatedHost.signal("balance", Direction.BOTH, Role.SYMPTOM, Shape.LEVEL, 0.01);

        assertThat(found(balance, Noise.REMEMBERING, -3)).isGreaterThanOrEqualTo(0.95);
        assertThat(found(balance, Noise.REMEMBERING, 3)).isGreaterThanOrEqualTo(0.95);
    }

    @Test
    void takesNoImprovementForHarm() {
        assertThat(found(SimulatedHost.symptom("latency"), Noise.REMEMBERING, -3))
                .isLessThanOrEqualTo(BY_CHANCE);
    }

    /** Nothing in half an hour before, then an error every ten minutes a host: 0 → 0.1 a minute. */
    @ParameterizedTest
    @CsvSource({"40,0.05", "160,0.9", "320,0.95"})
    void findsRareErrorsThatWereNeverSeenBefore(int scrapes, double share) {
        Signal errors = SimulatedHost.signal("errors", Direction.UP, Role.SYMPTOM, Shape.RARE, 0.001);
        int found = 0;
        for (int fleet = 0; fleet < FLEETS; fleet++) {
            SplittableRandom random = new SplittableRandom(fleet);
            Fleet shape = new Fleet(BEFORE, scrapes);
            Arms arms = shape.arms(
                    PATCHED,
                    CONTROLS,
                    (host, i) -> host.with(errors, at -> {
                        boolean may = i < PATCHED && at >= shape.patchedFrom();
                        return may && random.nextInt(40) == 0 ? 1 / SimulatedHost.INTERVAL : 0;
                    }));
            found += alarm(arms, scrapes) ? 1 : 0;
        }

        assertThat(found / (double) FLEETS).isGreaterThanOrEqualTo(share);
    }

    @Test
    void findsLatencyThatGrowsByHalf() {
        Signal latency = SimulatedHost.signal("latency", Direction.UP, Role.SYMPTOM, Shape.SKEWED, 1e-6);

        assertThat(found(latency, Noise.INDEPENDENT, 60)).isGreaterThanOrEqualTo(0.95);
    }

    private static double found(Signal signal, Noise noise, double shift) {
        return found(signal, noise, shift, PATCHED, CONTROLS);
    }

    private static double found(Signal signal, Noise noise, double shift, int patched, int controls) {
        int found = 0;
        for (int fleet = 0; fleet < FLEETS; fleet++) {
            SplittableRandom random = new SplittableRandom(fleet);
            Fleet shape = new Fleet(BEFORE, AFTER);
            Arms arms = shape.arms(patched, controls, (host, i) -> {
                IntToDoubleFunction usual = noise.host(random);
                host.with(
                        signal, at -> usual.applyAsDouble(at) + (i < patched && at >= shape.patchedFrom() ? shift : 0));
            });
            found += alarm(arms, AFTER) ? 1 : 0;
        }
        return found / (double) FLEETS;
    }

    private static boolean alarm(Arms arms, int scrapes) {
        Judge judge = new Judge(0.01, 1);
        Spending spent = Spending.nothing();
        for (int look = 1; look <= scrapes; look++) {
            if (Looks.reached(look) == look) {
                Judgement judgement = judge.judge(arms.cutAfter(look * SimulatedHost.INTERVAL), look, spent);
                spent = judgement.spending();
                if (!judgement.significant(Role.SYMPTOM).isEmpty()) {
                    return true;
                }
            }
        }
        return false;
    }
}
