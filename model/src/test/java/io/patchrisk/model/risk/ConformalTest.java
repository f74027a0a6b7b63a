// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.patchrisk.model.risk.Conformity.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ConformalTest {

    private static List<HeldOut> runs(SplittableRandom random, int harmful, int benign) {
        List<HeldOut> runs = new ArrayList<>();
        for (int i = 0; i < harmful; i++) {
            runs.add(new HeldOut(1.5 + random.nextGaussian(), true));
        }
        for (int i = 0; i < benign; i++) {
            runs.add(new HeldOut(-1.5 + random.nextGaussian(), false));
        }
        return runs;
    }

    /** The promise itself: new harmful runs, like those calibrated on, over many laboratories. */
    @Test
    void callsNoMoreThanOneHarmfulRunInFiveBenignAndOneBenignRunInTwentyHarmful() {
        SplittableRandom random = new SplittableRandom(1);
        int called = 0;
        int calledHarmful = 0;
        int runs = 20_000;
        for (int lab = 0; lab < 400; lab++) {
            Conformal conformal = new Conformal(runs(random, 39, 26));
            for (int i = 0; i < runs / 400; i++) {
                called += conformal.at(1.5 + random.nextGaussian()).pHarmful() <= Conformity.HARMFUL_LEVEL ? 1 : 0;
                calledHarmful +=
                        conformal.at(-1.5 + random.nextGaussian()).pBenign() <= Conformity.BENIGN_LEVEL ? 1 : 0;
            }
        }

        // 8 of 40 and 1 of 27 are the shares that these numbers of runs can give.
        assertThat(called / (double) runs).isEqualTo(0.2, within(0.02));
        assertThat(calledHarmful / (double) runs).isEqualTo(1 / 27.0, within(0.012));
    }

    @Test
    void neverExcludesHarmWithFewerThanFourHarmfulRuns() {
        List<HeldOut> few = runs(new SplittableRandom(1), 3, 30);
        List<HeldOut> enough = runs(new SplittableRandom(1), 4, 30);

        assertThat(new Conformal(few).at(-100).call()).isEqualTo(Call.BOTH);
        assertThat(new Conformal(few).canExclude(true)).isFalse();
        assertThat(new Conformal(few).guarantee()).contains("3 held-out runs whose harm can be seen are too few");
        assertThat(new Conformal(enough).at(-100).call()).isEqualTo(Call.BENIGN);
        assertThat(new Conformal(enough).canExclude(true)).isTrue();
        assertThat(new Conformal(enough).guarantee()).contains("at most 20 % are called benign");
    }

    @Test
    void countsCohortsThatShareARunAsOne() {
        List<HeldOut> shared = new ArrayList<>();
        for (int i = 0; i < 90; i++) {
            shared.add(new HeldOut(1, true, false, 0.04));
            shared.add(new HeldOut(-1, false));
        }

        assertThat(new Conformal(shared).canExclude(true)).isFalse();
        assertThat(new Conformal(shared).at(0).pHarmful()).isEqualTo(1 / 4.6, within(1e-12));
    }

    /** Were harm of an invisible dose to be allowed for, nothing would ever be called benign. */
    @Test
    void promisesNothingOfHarmThatCouldNotBeSeen() {
        List<HeldOut> runs = runs(new SplittableRandom(1), 40, 40);
        Conformity before = new Conformal(runs).at(-4);
        for (int i = 0; i < 40; i++) {
            runs.add(new HeldOut(-5, true, true, 1));
        }

        assertThat(new Conformal(runs).at(-4)).isEqualTo(before);
        assertThat(before.call()).isEqualTo(Call.BENIGN);
    }

    @Test
    void callsByWhatItCannotExclude() {
        Conformal apart = new Conformal(runs(new SplittableRandom(2), 60, 60));
        List<HeldOut> separate = runs(new SplittableRandom(2), 60, 60).stream()
                .map(run -> new HeldOut(run.logOdds() + (run.harmful() ? 20 : -20), run.harmful()))
                .toList();

        assertThat(apart.at(-9).call()).isEqualTo(Call.BENIGN);
        assertThat(apart.at(9).call()).isEqualTo(Call.HARMFUL);
        assertThat(apart.at(0.4).call().abstains()).isTrue();
        assertThat(new Conformal(separate).at(0).call()).isEqualTo(Call.NONE);
        assertThat(new Conformal(List.of()).at(3).call()).isEqualTo(Call.BOTH);
    }

    /** Raising the evidence leads from benign over abstention to harmful, and never back. */
    @Property(tries = 300)
    void neverCallsMoreEvidenceMoreBenign(
            @ForAll long seed,
            @ForAll @IntRange(max = 80) int harmful,
            @ForAll @IntRange(max = 80) int benign,
            @ForAll @DoubleRange(min = -6, max = 6) double low,
            @ForAll @DoubleRange(min = 0, max = 6) double more) {
        Conformal conformal = new Conformal(runs(new SplittableRandom(seed), harmful, benign));

        Conformity less = conformal.at(low);
        Conformity greater = conformal.at(low + more);

        assertThat(greater.pHarmful()).isGreaterThanOrEqualTo(less.pHarmful());
        assertThat(greater.pBenign()).isLessThanOrEqualTo(less.pBenign());
        assertThat(rank(greater.call())).isGreaterThanOrEqualTo(rank(less.call()));
    }

    private static int rank(Call call) {
        return call.abstains() ? 1 : call == Call.BENIGN ? 0 : 2;
    }
}
