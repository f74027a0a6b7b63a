// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.patchrisk.model.SimulatedHost;
import io.patchrisk.model.fact.Direction;
import io.patchrisk.model.fact.Role;
import io.patchrisk.model.fact.Shape;
import io.patchrisk.model.fact.Signal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class JudgeTest {

    private static final Signal ERRORS = SimulatedHost.symptom("errors");
    private static final int BEFORE = 30;
    private static final int AFTER = 10;

    private final Judge judge = new Judge(0.24, 1);

    /**
     * Two patched hosts moved by 9 and 5; of eight controls one by 8, the others by 0 to 2. The spread between hosts is
     * 1.4826 × 1, so the statistic is (7 - 1.875) / 1.4826. Of the 45 ways to take two hosts those that take two of the
     * three that moved far are as large: p = 3/45.
     */
    @Test
    void givesThePValueThatCountingByHandGives() {
        Finding finding = only(judge.judge(moved(2, 9, 5, 1, 0, 1, 2, 8, 0, 1, 2), AFTER, Spending.nothing()));

        assertThat(finding.statistic()).isEqualTo(5.125 / 1.4826, within(1e-9));
        assertThat(finding.p()).isEqualTo(3 / 45.0);
        assertThat(finding.patchedShift()).isEqualTo(7);
        assertThat(finding.controlShift()).isEqualTo(1);
        assertThat(finding.weakest()).isEqualTo(5 / 1.4826, within(1e-9));
        assertThat(finding.controlStatistic()).isEqualTo(1 / 1.4826, within(1e-9));
    }

    @Test
    void givesTheLeastPWhenOnlyTheRealLabelsReachTheStatistic() {
        Judgement judgement = judge.judge(moved(2, 9, 8, 1, 0, 1, 2), AFTER, Spending.nothing());

        assertThat(only(judgement).p()).isEqualTo(1 / 15.0).isEqualTo(judgement.smallestP());
    }

    @Test
    void countsNoHostForMoreThanTheClamp() {
        Finding wild = only(judge.judge(moved(1, 1e9, 0, 0, 0, 0, 0), AFTER, Spending.nothing()));

        assertThat(wild.statistic()).isEqualTo(Judge.CLAMP);
    }

    @Test
    void orientsASignalThatIsBadBothWaysAlongThePatchedHosts() {
        Signal balance = SimulatedHost.signal("balance", Direction.BOTH, Role.SYMPTOM, Shape.LEVEL, 0.01);

        Finding finding = only(judge.judge(moved(balance, 2, -30, -20, -1, 0, -1, -2), AFTER, Spending.nothing()));

        assertThat(finding.statistic()).isPositive();
        assertThat(finding.weakest()).isPositive();
        assertThat(finding.controlStatistic()).isPositive();
        assertThat(finding.patchedShift()).isEqualTo(-25);
    }

    @Test
    void doesNotChargeForACopyOfASignal() {
        double[] shifts = {9, 8, 1, 0, 1, 2, 8.5};
        double alone =
                only(judge.judge(moved(2, shifts), AFTER, Spending.nothing())).p();

        Arms doubled = new Fleet(BEFORE, AFTER).arms(2, 5, (host, i) -> {
            host.with(ERRORS, at -> level(at, shifts[i]));
            host.with(SimulatedHost.symptom("errors again"), at -> level(at, shifts[i]));
        });

        assertThat(judge.judge(doubled, AFTER, Spending.nothing()).findings())
                .hasSize(2)
                .allSatisfy(finding -> assertThat(finding.p()).isEqualTo(alone));
    }

    @Test
    void chargesForASecondSignalOnlyWithinItsFamily() {
        double[] shifts = {9, 8, 1, 0, 1, 2, 8.5};
        double alone =
                only(judge.judge(moved(2, shifts), AFTER, Spending.nothing())).p();
        Signal unrelated = SimulatedHost.signal("cpu", Direction.UP, Role.RESOURCE, Shape.LEVEL, 0.01);
        Arms arms = new Fleet(BEFORE, AFTER).arms(2, 5, (host, i) -> {
            host.with(ERRORS, at -> level(at, shifts[i]));
            host.with(unrelated, at -> level(at, 3 * i));
        });

        Judgement judgement = judge.judge(arms, AFTER, Spending.nothing());

        assertThat(judgement.of(Role.SYMPTOM).toList().get(0).p()).isEqualTo(alone);
        assertThat(judgement.of(Role.RESOURCE)).hasSize(1);
    }

    @Test
    void saysTheSmallestStatisticThatWouldHaveBeenSignificant() {
        SplittableRandom random = new SplittableRandom(5);
        Arms arms =
                new Fleet(BEFORE, AFTER).arms(3, 12, (host, i) -> host.with(ERRORS, Noise.INDEPENDENT.host(random)));

        Judgement judgement = judge.judge(arms, AFTER, Spending.nothing());
        Finding finding = only(judgement);

        assertThat(finding.smallestVisible()).isPositive();
        assertThat(finding.p() <= judgement.alpha()).isEqualTo(finding.statistic() >= finding.smallestVisible());
    }

    @Test
    void doesNotCareInWhichOrderHostsCome() {
        Arms arms = moved(2, 3, 1, 2, 0, 5, 4);
        List<Subject> patched = new ArrayList<>(arms.patched());
        List<Subject> controls = new ArrayList<>(arms.controls());
        Collections.reverse(patched);
        Collections.reverse(controls);

        assertThat(only(judge.judge(new Arms(patched, controls), AFTER, Spending.nothing())))
                .isEqualTo(only(judge.judge(arms, AFTER, Spending.nothing())));
    }

    @Test
    void givesTheSameJudgementEveryTime() {
        SplittableRandom random = new SplittableRandom(5);
        Arms arms =
                new Fleet(BEFORE, AFTER).arms(5, 40, (host, i) -> host.with(ERRORS, Noise.INDEPENDENT.host(random)));

        assertThat(new Judge(0.01, 7).judge(arms, AFTER, Spending.nothing()))
                .isEqualTo(new Judge(0.01, 7).judge(arms, AFTER, Spending.nothing()));
    }

    @Test
    void leavesOutAHostThatLacksTheSignal() {
        Arms arms = new Fleet(BEFORE, AFTER).arms(2, 4, (host, i) -> {
            host.with(SimulatedHost.symptom("load"), at -> level(at, i));
            if (i != 1 && i != 5) {
                host.with(ERRORS, at -> level(at, i));
            }
        });

        Finding finding = judge.judge(arms, AFTER, Spending.nothing()).findings().stream()
                .filter(found -> found.signal().equals(ERRORS))
                .findFirst()
                .orElseThrow();

        assertThat(finding.patchedHosts()).isEqualTo(1);
        assertThat(finding.controlHosts()).isEqualTo(3);
    }

    @Test
    void countsNoControlThatHasNothingToCompare() {
        Arms arms = new Fleet(BEFORE, AFTER).arms(5, 12, (host, i) -> {
            if (i < 7) {
                host.with(ERRORS, at -> level(at, i));
            }
        });

        Judgement judgement = new Judge(0.01, 1).judge(arms, AFTER, Spending.nothing());

        assertThat(judgement.controlHosts()).isEqualTo(2);
        assertThat(judgement.smallestP()).isEqualTo(1 / 21.0);
        assertThat(judgement.underpowered()).isTrue();
    }

    @Test
    void doesNotCompareASignalThatFewerThanTwoControlsHave() {
        Arms arms = new Fleet(BEFORE, AFTER).arms(2, 4, (host, i) -> {
            host.with(SimulatedHost.symptom("load"), at -> level(at, i));
            if (i < 3) {
                host.with(ERRORS, at -> level(at, i));
            }
        });

        assertThat(judge.judge(arms, AFTER, Spending.nothing()).findings())
                .extracting(finding -> finding.signal().name())
                .containsExactly("load");
    }

    @Test
    void comparesNothingBeforeTheFirstLookButKnowsItsPower() {
        Judgement judgement = judge.judge(moved(2, 1, 2, 3, 4, 5, 6), 0, Spending.nothing());

        assertThat(judgement.findings()).isEmpty();
        assertThat(judgement.smallestP()).isEqualTo(1 / 15.0);
    }

    @Test
    void findsNothingWithoutControls() {
        Judgement judgement = judge.judge(moved(3, 1, 2, 3), AFTER, Spending.nothing());

        assertThat(judgement.findings()).isEmpty();
        assertThat(judgement.underpowered()).isTrue();
    }

    @Test
    void seesNoMovementInConstants() {
        Finding finding = only(judge.judge(moved(2, 0, 0, 0, 0, 0, 0), AFTER, Spending.nothing()));

        assertThat(finding.statistic()).isZero();
        assertThat(finding.p()).isEqualTo(1);
    }

    @Test
    void doesNotCallOnePercentOfAQuietLevelAMovement() {
        Finding finding = only(judge.judge(moved(2, 0.5, 0.5, 0, 0, 0, 0), AFTER, Spending.nothing()));

        assertThat(finding.statistic()).isLessThan(1);
    }

    @Test
    void copesWithQuantisedValues() {
        SplittableRandom random = new SplittableRandom(5);
        Arms arms = new Fleet(BEFORE, AFTER).arms(3, 6, (host, i) -> host.with(ERRORS, at -> random.nextInt(2)));

        assertSane(judge.judge(arms, AFTER, Spending.nothing()));
    }

    /** Scrapes of a day are averaged in groups larger than a before window of minutes holds. */
    @Test
    void copesWithABeforeWindowOfMinutesAndADayAfterIt() {
        Arms arms = new Fleet(6, 1_440).arms(3, 12, (host, i) -> host.with(ERRORS, at -> level(at, 0)));

        assertSane(new Judge(0.05, 1).judge(arms, 1_440, Spending.nothing()));
    }

    /** Scraped text may hold any finite number. */
    @Test
    void leavesOutValuesWhoseDifferencesAreNoNumbers() {
        Arms arms = new Fleet(BEFORE, AFTER).arms(2, 5, (host, i) -> {
            host.with(ERRORS, at -> i == 0 ? (at % 2 == 0 ? Double.MAX_VALUE : -Double.MAX_VALUE) : level(at, i));
            host.with(
                    SimulatedHost.signal("drops", Direction.UP, Role.SYMPTOM, Shape.RARE, 1),
                    at -> i == 1 ? -5 : i == 2 ? Double.MAX_VALUE : 0);
        });

        assertSane(judge.judge(arms, AFTER, Spending.nothing()));
    }

    @Property(tries = 60)
    void neverGivesAnythingButNumbers(@ForAll long seed, @ForAll @IntRange(min = 1, max = 4) int patched) {
        SplittableRandom random = new SplittableRandom(seed);
        Arms arms = new Fleet(BEFORE, AFTER).arms(patched, 5, (host, i) -> {
            for (Direction worse : Direction.values()) {
                for (Shape shape : Shape.values()) {
                    double unit = Math.pow(10, random.nextInt(-200, 200));
                    Signal signal = SimulatedHost.signal(worse + " " + shape, worse, Role.SYMPTOM, shape, 1e-3);
                    host.with(signal, at -> unit * random.nextInt(-1, 3));
                }
            }
        });

        assertSane(judge.judge(arms, AFTER, Spending.nothing()));
    }

    private static void assertSane(Judgement judgement) {
        assertThat(judgement.findings()).isNotEmpty().allSatisfy(finding -> {
            assertThat(finding.p()).isPositive().isLessThanOrEqualTo(1);
            assertThat(finding.statistic()).isBetween(-2 * Judge.CLAMP, 2 * Judge.CLAMP);
            assertThat(finding.weakest()).isBetween(-Judge.CLAMP, Judge.CLAMP);
            assertThat(finding.controlStatistic()).isBetween(-Judge.CLAMP, Judge.CLAMP);
            assertThat(finding.smallestVisible()).isFinite();
            assertThat(finding.patchedShift()).isFinite();
            assertThat(finding.controlShift()).isFinite();
        });
    }

    private static Arms moved(int patched, double... shifts) {
        return moved(ERRORS, patched, shifts);
    }

    /** Constant before and after, host {@code i} moved by {@code shifts[i]}. */
    private static Arms moved(Signal signal, int patched, double... shifts) {
        return new Fleet(BEFORE, AFTER)
                .arms(patched, shifts.length - patched, (host, i) -> host.with(signal, at -> level(at, shifts[i])));
    }

    private static double level(int at, double shift) {
        return 100 + (at >= BEFORE ? shift : 0);
    }

    private static Finding only(Judgement judgement) {
        assertThat(judgement.findings()).hasSize(1);
        return judgement.findings().get(0);
    }
}
