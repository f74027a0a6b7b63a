// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.judge;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchrisk.model.SimulatedHost;
import io.patchrisk.model.fact.Signal;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class NullCheckTest {

    private static final int BEFORE = 80;
    private static final int AFTER = 20;
    private static final int PATCHED = 5;
    private static final Signal ERRORS = SimulatedHost.symptom("errors");
    private static final Signal LATENCY = SimulatedHost.symptom("latency");
    private static final Signal STALLS = SimulatedHost.symptom("stalls");
    private static final Signal FAULTS = SimulatedHost.symptom("faults");

    /** Patched hosts do more, from so many scrapes on, in some signals. */
    private static Arms arms(int seed, int patched, int controls, int from, List<Signal> moving) {
        SplittableRandom random = new SplittableRandom(seed);
        return new Fleet(BEFORE, AFTER).arms(patched, controls, (host, i) -> {
            for (Signal signal : List.of(ERRORS, LATENCY, STALLS, FAULTS)) {
                IntToDoubleFunction noise = Noise.REMEMBERING.around(10, random);
                boolean moves = i < patched && moving.contains(signal);
                host.with(signal, at -> noise.applyAsDouble(at) + (moves && at >= from ? 8 : 0));
            }
        });
    }

    private static Judgement judged(Arms arms) {
        return new Judge(0.05, 1).judge(arms, AFTER, Spending.nothing());
    }

    @Test
    void leavesOutWhatPartedBeforeThePatch() {
        Judgement judgement = judged(arms(1, PATCHED, 20, BEFORE / 2, List.of(LATENCY)));

        assertThat(judgement.unlike()).containsExactly(LATENCY);
        assertThat(judgement.findings()).extracting(Finding::signal).containsOnly(ERRORS, STALLS, FAULTS);
        assertThat(judgement.incomparable()).isFalse();
    }

    @Test
    void whatPartsAtThePatchIsCompared() {
        Judgement judgement = judged(arms(1, PATCHED, 20, BEFORE, List.of(LATENCY)));

        assertThat(judgement.unlike()).isEmpty();
        assertThat(judgement.findings().stream().filter(Finding::significant))
                .extracting(Finding::signal)
                .containsExactly(LATENCY);
    }

    @Test
    void armsThatPartedInManySymptomsCannotBeCompared() {
        Judgement judgement = judged(arms(1, PATCHED, 20, BEFORE / 2, List.of(LATENCY, STALLS)));

        assertThat(judgement.unlike()).containsExactly(LATENCY, STALLS);
        assertThat(judgement.incomparable()).isTrue();
    }

    /** Two hosts against six: the smallest p is 1/28. */
    @Test
    void fewHostsCannotBeChecked() {
        assertThat(judged(arms(1, 2, 6, BEFORE / 2, List.of(LATENCY))).unlike()).isEmpty();
    }

    @Test
    void hostsThatAreAlikeSeldomLoseASignal() {
        int lost = 0;
        for (int fleet = 0; fleet < 300; fleet++) {
            lost += NullCheck.unlike(arms(fleet, PATCHED, 12, BEFORE, List.of()), 1)
                            .isEmpty()
                    ? 0
                    : 1;
        }
        // One in a hundred, and three standard errors of 300 fleets.
        assertThat(lost).isLessThanOrEqualTo(8);
    }

    @Test
    void isAskedOnceForTheSameHosts() {
        Arms arms = arms(1, PATCHED, 20, BEFORE / 2, List.of(LATENCY));
        Judge judge = new Judge(0.05, 1);
        Judgement first = judge.judge(arms.cutAfter(10 * SimulatedHost.INTERVAL), 10, Spending.nothing());

        Judgement second = judge.judge(arms, AFTER, first.spending());

        assertThat(first.spending().known()).isTrue();
        assertThat(second.unlike()).containsExactly(LATENCY);
    }
}
