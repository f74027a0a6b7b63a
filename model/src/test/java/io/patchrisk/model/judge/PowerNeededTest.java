// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.judge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PowerNeededTest {

    /** 17 controls: C(18,1) = 18, C(19,2) = 171, C(20,3) = 1,140, C(21,4) = 5,985; 0.083 % needs 1,200. */
    @ParameterizedTest
    @CsvSource({"17,4", "40,3", "12,4", "7,6", "1200,1"})
    void namesTheFewestHostsThatCanReachAShareOfAlpha(int controls, int patched) {
        double share = 0.01 / 12;

        assertThat(PowerNeeded.patchedHosts(controls, share)).isEqualTo(patched);
    }

    @Test
    void saysZeroWhereNoNumberOfHostsHelps() {
        assertThat(PowerNeeded.patchedHosts(0, 0.01)).isZero();
        assertThat(PowerNeeded.patchedHosts(1, 0.0001)).isZero();
    }
}
