// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateEvidenceTest {

    private static final int FLEETS = 200_000;

    @Test
    void knowsNothingBeforeAnythingFailed() {
        assertThat(new RateEvidence(5, 40).value()).isEqualTo(1);
    }

    @Test
    void winsWhatItsBetsAreWorth() {
        RateEvidence evidence = new RateEvidence(1, 3);

        evidence.failed(true);

        // Shares 1/4: 4 wins 4 / (1 + 3/4), 16 wins 16 / (4 + 3/4), and so on.
        assertThat(evidence.value()).isCloseTo((4 / 1.75 + 16 / 4.75 + 64 / 16.75 + 256 / 64.75) / 4, within(1e-12));
    }

    @Test
    void losesBetsOnControlsThatFail() {
        RateEvidence evidence = new RateEvidence(5, 5);

        evidence.failed(true);
        evidence.failed(false);
        evidence.failed(false);

        assertThat(evidence.value()).isLessThan(1);
    }

    @Test
    void takesNoMoreFailuresThanHosts() {
        RateEvidence evidence = new RateEvidence(1, 2);
        evidence.failed(true);
        double value = evidence.value();

        evidence.failed(true);

        assertThat(evidence.value()).isEqualTo(value);
    }

    /** Whatever happened so far, the next failure leaves the value as it is on average. */
    @Property
    void isAFairGame(
            @ForAll @IntRange(min = 1, max = 50) int patched,
            @ForAll @IntRange(min = 1, max = 400) int controls,
            @ForAll @Size(max = 40) List<Boolean> failures) {
        RateEvidence evidence = new RateEvidence(patched, controls);
        RateEvidence ifPatched = new RateEvidence(patched, controls);
        RateEvidence ifControl = new RateEvidence(patched, controls);
        int left = patched;
        int others = controls;
        for (boolean failure : failures) {
            boolean onPatched = others == 1 || (left > 1 && failure);
            if (left == 1 && others == 1) {
                break;
            }
            left -= onPatched ? 1 : 0;
            others -= onPatched ? 0 : 1;
            evidence.failed(onPatched);
            ifPatched.failed(onPatched);
            ifControl.failed(onPatched);
        }
        ifPatched.failed(true);
        ifControl.failed(false);

        double share = left / (double) (left + others);
        assertThat(share * ifPatched.value() + (1 - share) * ifControl.value())
                .isCloseTo(evidence.value(), withinPercentage(1e-6));
    }

    /** Hosts that fail in any order, patched or not: 20 is ever reached by at most 1 of 20 fleets, though looked at each time. */
    @ParameterizedTest
    @CsvSource({"5,40,10", "20,20,30", "2,5,7", "1,400,50", "50,3,20"})
    void promisesWhatVillesInequalityDoes(int patched, int controls, int failures) {
        SplittableRandom random = new SplittableRandom(7);
        int reached = 0;
        for (int fleet = 0; fleet < FLEETS; fleet++) {
            RateEvidence evidence = new RateEvidence(patched, controls);
            int left = patched;
            boolean ever = false;
            for (int failed = 0; failed < failures; failed++) {
                boolean onPatched = random.nextInt(patched + controls - failed) < left;
                left -= onPatched ? 1 : 0;
                evidence.failed(onPatched);
                ever |= evidence.value() >= 20;
            }
            reached += ever ? 1 : 0;
        }
        assertThat(reached / (double) FLEETS).isLessThan(0.05);
    }

    @Test
    void findsAPatchThatMakesHostsFailTenTimesAsOften() {
        SplittableRandom random = new SplittableRandom(8);
        int found = 0;
        for (int fleet = 0; fleet < 1_000; fleet++) {
            RateEvidence evidence = new RateEvidence(20, 40);
            int left = 20;
            for (int failed = 0; failed < 15; failed++) {
                double share = 10.0 * left / (10.0 * left + 40 - (failed - (20 - left)));
                boolean onPatched = random.nextDouble() < share;
                left -= onPatched ? 1 : 0;
                evidence.failed(onPatched);
            }
            found += evidence.value() >= 1_000 ? 1 : 0;
        }
        assertThat(found).isGreaterThan(500);
    }
}
