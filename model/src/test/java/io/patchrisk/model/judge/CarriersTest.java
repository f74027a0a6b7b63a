// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.judge;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchrisk.model.SimulatedHost;
import io.patchrisk.model.fact.Signal;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;

/** Which patched hosts carry a finding. */
class CarriersTest {

    private static final int BEFORE = 60;
    private static final int AFTER = 20;
    private static final int PATCHED = 8;
    private static final int CONTROLS = 40;
    private static final Signal LATENCY = SimulatedHost.symptom("latency");

    /** Hosts do so much more from the patch on. */
    private static Finding found(IntUnaryOperator more) {
        SplittableRandom random = new SplittableRandom(3);
        Arms arms = new Fleet(BEFORE, AFTER).arms(PATCHED, CONTROLS, (host, i) -> {
            IntToDoubleFunction noise = Noise.INDEPENDENT.around(10, random);
            int moved = i < PATCHED ? more.applyAsInt(i) : 0;
            host.with(LATENCY, at -> noise.applyAsDouble(at) + (at >= BEFORE ? moved : 0));
        });
        return new Judge(0.05, 1)
                .judge(arms, AFTER, Spending.nothing())
                .findings()
                .get(0);
    }

    @Test
    void allDoWhereEachMovedALittle() {
        Finding finding = found(host -> 2);

        assertThat(finding.significant()).isTrue();
        assertThat(finding.carriers()).hasSizeGreaterThanOrEqualTo(PATCHED - 2);
    }

    @Test
    void threeDoWhereThreeMovedBadly() {
        Finding finding = found(host -> host < 3 ? 30 : 0);

        assertThat(finding.significant()).isTrue();
        assertThat(finding.carriers()).hasSize(3);
    }

    @Test
    void nobodyDoesWhereNothingWasFound() {
        Finding finding = found(host -> 0);

        assertThat(finding.significant()).isFalse();
        assertThat(finding.carriers()).isEmpty();
    }
}
