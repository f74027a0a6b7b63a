// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.judge;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchrisk.model.SimulatedHost;
import io.patchrisk.model.fact.Direction;
import io.patchrisk.model.fact.Role;
import io.patchrisk.model.fact.Shape;
import io.patchrisk.model.fact.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Fleets on which nothing happened: how often does the judge say that something did? */
class JudgeFalseAlarmTest {

    private static final int PATCHED = 3;
    private static final int CONTROLS = 9;
    private static final int BEFORE = 120;

    /** Large enough that 220 relabelings resolve the shares of most looks. */
    private static final double ALPHA = 0.24;

    @ParameterizedTest
    @EnumSource
    void keepsItsPromiseOverManyLooks(Noise noise) {
        Alarms alarms = watch(noise, 150, 100, List.of(SimulatedHost.symptom("errors")));

        alarms.holdPromise();
    }

    @Tag("slow")
    @ParameterizedTest
    @EnumSource
    void keepsItsPromiseOverTheWholeGridOfLooks(Noise noise) {
        Alarms alarms = watch(noise, 100, Looks.last(), List.of(SimulatedHost.symptom("errors")));

        alarms.holdPromise();
    }

    @ParameterizedTest
    @EnumSource(Direction.class)
    void keepsItsPromiseInEveryDirection(Direction worse) {
        Signal signal = SimulatedHost.signal("latency", worse, Role.SYMPTOM, Shape.LEVEL, 0.01);

        Alarms alarms = watch(Noise.REMEMBERING, 150, 40, List.of(signal));

        alarms.holdPromise();
    }

    @Test
    void keepsItsPromiseOnRareCounts() {
        Signal errors = SimulatedHost.signal("errors", Direction.UP, Role.SYMPTOM, Shape.RARE, 0.01);
        Alarms alarms = new Alarms();
        for (int fleet = 0; fleet < 500; fleet++) {
            SplittableRandom random = new SplittableRandom(fleet);
            Arms arms = new Fleet(BEFORE, 80)
                    .arms(PATCHED, CONTROLS, (host, i) -> host.with(errors, at -> random.nextInt(200) == 0 ? 1 : 0));
            alarms.look(arms, 80);
        }

        alarms.holdPromise();
    }

    @Test
    void doesNotMultiplyAlarmsOverTenCorrelatedSignals() {
        List<Signal> signals = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            signals.add(SimulatedHost.symptom("symptom" + i));
        }

        Alarms alarms = watch(Noise.REMEMBERING, 100, 20, signals);

        alarms.holdPromise();
    }

    /** All signals of a host share half of their noise. */
    private static Alarms watch(Noise noise, int fleets, int scrapes, List<Signal> signals) {
        Alarms alarms = new Alarms();
        for (int fleet = 0; fleet < fleets; fleet++) {
            SplittableRandom random = new SplittableRandom(1_000 * noise.ordinal() + fleet);
            Arms arms = new Fleet(BEFORE, scrapes).arms(PATCHED, CONTROLS, (host, i) -> {
                IntToDoubleFunction shared = noise.host(random);
                double[] common = new double[BEFORE + scrapes + 1];
                java.util.Arrays.setAll(common, shared);
                for (Signal signal : signals) {
                    IntToDoubleFunction own = noise.around(0, random);
                    host.with(
                            signal, at -> signals.size() == 1 ? common[at] : (common[at] + own.applyAsDouble(at)) / 2);
                }
            });
            alarms.look(arms, scrapes);
        }
        return alarms;
    }

    /** Counts fleets on which something was found at any look. */
    private static final class Alarms {
        private final Judge judge = new Judge(ALPHA, 1);
        private int fleets;
        private int alarmed;
        private int last;

        void look(Arms arms, int scrapes) {
            boolean any = false;
            Spending spent = Spending.nothing();
            for (int look = 1; look <= scrapes; look++) {
                if (Looks.reached(look) == look) {
                    Judgement judgement = judge.judge(arms.cutAfter(look * SimulatedHost.INTERVAL), look, spent);
                    spent = judgement.spending();
                    any |= !judgement.significant(Role.SYMPTOM).isEmpty();
                }
            }
            last = Looks.reached(scrapes);
            fleets++;
            alarmed += any ? 1 : 0;
        }

        void holdPromise() {
            double promised = ALPHA * Looks.spent(last);
            assertThat(alarmed / (double) fleets)
                    .as("fleets alarmed at any look")
                    .isLessThan(promised + 3 * Math.sqrt(promised * (1 - promised) / fleets))
                    // A judge that finds nothing at all keeps every promise.
                    .isGreaterThan(promised / 4);
        }
    }
}
