// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.judge;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchrisk.model.SimulatedHost;
import io.patchrisk.model.fact.Direction;
import io.patchrisk.model.fact.HostId;
import io.patchrisk.model.fact.Role;
import io.patchrisk.model.fact.Shape;
import io.patchrisk.model.fact.Signal;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Waves of two kernels: places 0 to 5 and 6 to 23 are patched hosts and controls, of which some have the new kernel. */
class StrataTest {

    private static final int BEFORE = 80;
    private static final int AFTER = 20;
    private static final int PATCHED = 6;
    private static final int HOSTS = 24;
    private static final Signal LATENCY = SimulatedHost.symptom("latency");

    /** Five of the patched hosts and three of the controls; of the other kernel one and fifteen. */
    private static boolean onNewKernel(int host) {
        return host < 5 || (host >= PATCHED && host < PATCHED + 3);
    }

    private static Arms arms(int seed, IntPredicate moves, IntPredicate newKernel) {
        SplittableRandom random = new SplittableRandom(seed);
        return new Fleet(BEFORE, AFTER).arms(PATCHED, HOSTS - PATCHED, (host, i) -> {
            IntToDoubleFunction noise = Noise.REMEMBERING.around(10, random);
            host.inStratum(newKernel.test(i) ? "6.12 / vm" : "6.1 / vm");
            host.with(LATENCY, at -> noise.applyAsDouble(at) + (moves.test(i) && at >= BEFORE ? 8 : 0));
        });
    }

    private static Judgement judged(Arms arms) {
        return new Judge(0.05, 1).judge(arms, AFTER, Spending.nothing());
    }

    @Test
    void whatAllHostsOfAKernelDoIsNotBlamedOnThePatch() {
        Arms apart = arms(1, StrataTest::onNewKernel, StrataTest::onNewKernel);
        Arms together = arms(1, StrataTest::onNewKernel, host -> true);

        assertThat(judged(apart).findings()).noneMatch(Finding::significant);
        assertThat(judged(apart).findings().get(0).statistic()).isLessThan(3);
        assertThat(judged(together).findings()).anyMatch(Finding::significant);
    }

    /** One error on each host of the new kernel: as many on its patched hosts as on its controls. */
    @Test
    void eventsOfAKernelAreSharedAmongItsHosts() {
        Signal errors = SimulatedHost.signal("errors", Direction.UP, Role.SYMPTOM, Shape.RARE, 0.001);
        Finding apart = errors(errors, StrataTest::onNewKernel);
        Finding together = errors(errors, host -> true);

        assertThat(apart.deviate()).isLessThan(1);
        assertThat(together.deviate()).isGreaterThan(2);
    }

    private static Finding errors(Signal errors, IntPredicate newKernel) {
        Arms arms = new Fleet(BEFORE, AFTER).arms(PATCHED, HOSTS - PATCHED, (host, i) -> {
            host.inStratum(newKernel.test(i) ? "6.12 / vm" : "6.1 / vm");
            host.with(errors, at -> onNewKernel(i) && at == BEFORE + 5 ? 1 / SimulatedHost.INTERVAL : 0);
        });
        return judged(arms).findings().get(0);
    }

    @Test
    void whatPatchedHostsOfBothKernelsDoIsFound() {
        Judgement judgement = judged(arms(1, host -> host < PATCHED, StrataTest::onNewKernel));

        assertThat(judgement.findings()).allMatch(Finding::significant);
        assertThat(judgement.findings().get(0).patchedHosts()).isEqualTo(PATCHED);
        assertThat(judgement.findings().get(0).statistic()).isGreaterThan(3);
    }

    /** At 5 % of 200 fleets 10 are nominal, of which the first look may spend a part. */
    @Test
    void fleetsInWhichNothingHappensSeldomShowAnything() {
        int found = 0;
        for (int fleet = 0; fleet < 200; fleet++) {
            Arms arms = arms(fleet, StrataTest::onNewKernel, StrataTest::onNewKernel);
            found += new Judge(0.05, fleet)
                            .judge(arms, AFTER, Spending.nothing()).findings().stream()
                                    .anyMatch(Finding::significant)
                    ? 1
                    : 0;
        }

        assertThat(found).isLessThanOrEqualTo(16);
    }

    @Test
    void hostsWithoutControlsOfTheirKernelAreNamedAndNotCompared() {
        Judgement judgement = judged(arms(1, host -> host < PATCHED, host -> host < 2));

        assertThat(judgement.unmatched()).containsExactly(new HostId("host0"), new HostId("host1"));
        assertThat(judgement.patchedHosts()).isEqualTo(PATCHED - 2);
        assertThat(judgement.controlHosts()).isEqualTo(HOSTS - PATCHED);
    }

    @Test
    void withoutAnyControlOfTheirKernelsNothingIsCompared() {
        Judgement judgement = judged(arms(1, host -> host < PATCHED, host -> host < PATCHED));

        assertThat(judgement.controlHosts()).isZero();
        assertThat(judgement.patchedHosts()).isEqualTo(PATCHED);
        assertThat(judgement.findings()).isEmpty();
    }

    /** Two of four in one stratum, one of three in the other: 6 × 3 ways. */
    @Test
    void takesEveryWayOfEveryStratum() {
        Relabelings relabelings = Relabelings.of(strata("aab", "aabb"), Relabelings.FINE, 1);
        List<int[]> all = RelabelingsTest.all(relabelings);

        assertThat(relabelings.smallestP()).isEqualTo(1 / 18.0);
        assertThat(all.get(0)).containsExactly(0, 1, 2);
        assertThat(all.stream().map(Arrays::toString)).hasSize(18).doesNotHaveDuplicates();
        assertThat(all).allSatisfy(members -> {
            assertThat(Arrays.stream(members).filter(place -> "aabaabb".charAt(place) == 'b'))
                    .hasSize(1);
            assertThat(Arrays.stream(members).distinct()).hasSize(3);
        });
    }

    @Test
    void drawsAsManyOfEachStratumWhereThereAreManyWays() {
        String patched = "a".repeat(5) + "b".repeat(3);
        String controls = "b".repeat(20) + "a".repeat(20);
        String all = patched + controls;
        Set<Integer> drawn = new HashSet<>();

        for (int[] members : RelabelingsTest.all(Relabelings.of(strata(patched, controls), Relabelings.COARSE, 1))) {
            assertThat(Arrays.stream(members).filter(place -> all.charAt(place) == 'b'))
                    .hasSize(3);
            assertThat(Arrays.stream(members).distinct()).hasSize(8);
            Arrays.stream(members).forEach(drawn::add);
        }

        assertThat(drawn).hasSize(48);
    }

    private static Strata strata(String patched, String controls) {
        return new Fleet(2, 1)
                .arms(
                        patched.length(),
                        controls.length(),
                        (host, i) -> host.inStratum("" + (patched + controls).charAt(i)))
                .strata();
    }
}
