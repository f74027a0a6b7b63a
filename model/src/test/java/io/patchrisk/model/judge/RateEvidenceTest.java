// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.patchrisk.model.fact.HostId;
import io.patchrisk.model.judge.RateEvidence.Watched;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.Assume;
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
        assertThat(new RateEvidence().value()).isEqualTo(1);
    }

    @Test
    void winsWhatItsBetsAreWorth() {
        RateEvidence evidence = new RateEvidence();

        evidence.failed(true, 1, 3);

        // Shares 1/4: 4 wins 4 / (1 + 3/4), 16 wins 16 / (4 + 3/4), and so on.
        assertThat(evidence.value()).isCloseTo((4 / 1.75 + 16 / 4.75 + 64 / 16.75 + 256 / 64.75) / 4, within(1e-12));
    }

    @Test
    void learnsNothingWhereOnlyOneArmIsLeft() {
        RateEvidence evidence = new RateEvidence();

        evidence.failed(true, 5, 0);
        evidence.failed(false, 0, 5);

        assertThat(evidence.value()).isEqualTo(1);
    }

    /** Of 5 patched hosts and 40 controls three crash, all patched: 628. A fourth: 10,509. */
    @Test
    void asksForAFourthCrash() {
        assertThat(RateEvidence.of(fleet("a", 5, 40, 0), failures("a-p", 3, 10)))
                .isCloseTo(628, within(1.0));
        assertThat(RateEvidence.of(fleet("a", 5, 40, 0), failures("a-p", 4, 10)))
                .isCloseTo(10_509, within(1.0));
    }

    /** The hosts that are patched later could not have failed then. */
    @Test
    void doesNotForgetWhenMoreHostsArePatched() {
        List<Watched> hosts = new ArrayList<>(fleet("a", 5, 40, 0));
        hosts.addAll(fleet("b", 20, 0, 1_000).stream()
                .map(host -> new Watched(host.host(), "a", true, host.from()))
                .toList());

        assertThat(RateEvidence.of(hosts, failures("a-p", 4, 10))).isCloseTo(10_509, within(1.0));
    }

    /** A kernel that crashes on patched hosts and controls alike, with more of the former, tells nothing of the patch. */
    @Test
    void comparesHostsOfOneStratum() {
        List<Watched> hosts = new ArrayList<>(fleet("a", 5, 40, 0));
        hosts.addAll(fleet("b", 20, 2, 0));
        Map<HostId, Double> failures = failures("b-p", 9, 10);

        assertThat(RateEvidence.of(hosts, failures)).isLessThan(10);
    }

    @Test
    void goesByTheOrderOfTime() {
        Map<HostId, Double> early = failures("a-p", 3, 10);
        early.put(new HostId("a-c0"), 5.0);
        Map<HostId, Double> late = failures("a-p", 3, 10);
        late.put(new HostId("a-c0"), 50.0);

        assertThat(RateEvidence.of(fleet("a", 5, 40, 0), early))
                .isNotEqualTo(RateEvidence.of(fleet("a", 5, 40, 0), late))
                .isLessThan(628);
    }

    private static List<Watched> fleet(String stratum, int patched, int controls, double from) {
        List<Watched> hosts = new ArrayList<>();
        for (int i = 0; i < patched; i++) {
            hosts.add(new Watched(new HostId(stratum + "-p" + i), stratum, true, from));
        }
        for (int i = 0; i < controls; i++) {
            hosts.add(new Watched(new HostId(stratum + "-c" + i), stratum, false, from));
        }
        return hosts;
    }

    private static Map<HostId, Double> failures(String prefix, int hosts, double at) {
        Map<HostId, Double> failures = new HashMap<>();
        for (int i = 0; i < hosts; i++) {
            failures.put(new HostId(prefix + i), at + i);
        }
        return failures;
    }

    /** Whatever happened so far, the next failure leaves the value as it is on average. */
    @Property
    void isAFairGame(
            @ForAll @IntRange(min = 1, max = 50) int patched,
            @ForAll @IntRange(min = 1, max = 400) int controls,
            @ForAll @Size(max = 40) List<Boolean> failures) {
        RateEvidence evidence = new RateEvidence();
        RateEvidence ifPatched = new RateEvidence();
        RateEvidence ifControl = new RateEvidence();
        int left = patched;
        int others = controls;
        for (boolean failure : failures) {
            boolean onPatched = failure && left > 0;
            for (RateEvidence each : List.of(evidence, ifPatched, ifControl)) {
                each.failed(onPatched, left, others);
            }
            left -= onPatched ? 1 : 0;
            others = Math.max(0, others - (onPatched ? 0 : 1));
        }
        ifPatched.failed(true, left, others);
        ifControl.failed(false, left, others);
        Assume.that(left + others > 0);

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
            RateEvidence evidence = new RateEvidence();
            int left = patched;
            boolean ever = false;
            for (int failed = 0; failed < failures; failed++) {
                boolean onPatched = random.nextInt(patched + controls - failed) < left;
                evidence.failed(onPatched, left, patched + controls - failed - left);
                left -= onPatched ? 1 : 0;
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
            RateEvidence evidence = new RateEvidence();
            int left = 20;
            for (int failed = 0; failed < 15; failed++) {
                double share = 10.0 * left / (10.0 * left + 40 - (failed - (20 - left)));
                boolean onPatched = random.nextDouble() < share;
                evidence.failed(onPatched, left, 60 - failed - left);
                left -= onPatched ? 1 : 0;
            }
            found += evidence.value() >= 1_000 ? 1 : 0;
        }
        assertThat(found).isGreaterThan(500);
    }
}
