// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyTest {

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, -0.1, 1.1, Double.NaN})
    void refusesAPriorThatLeavesNothingToLearn(double prior) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Policy.DEFAULT.withPrior(prior))
                .withMessageContaining("prior_harm");
    }

    @Test
    void changesOnlyWhatItWasAskedTo() {
        assertThat(Policy.DEFAULT.withSoak(30).withSoak(900)).isEqualTo(Policy.DEFAULT);
        assertThat(Policy.DEFAULT.withPrior(0.1).withPrior(0.01)).isEqualTo(Policy.DEFAULT);
        assertThat(Policy.DEFAULT.withSoak(30).soakSeconds()).isEqualTo(30);
    }

    @ParameterizedTest
    @EnumSource(ReasonCode.class)
    void saysOfEachReasonWhatItMeans(ReasonCode code) {
        assertThat(code.meaning()).endsWith(".").isNotBlank();
        assertThat(code.word()).matches("[a-z_]+");
    }

    @Test
    void proceedsForFourReasonsOnly() {
        assertThat(ReasonCode.values())
                .filteredOn(code -> code.asks() == Decision.PROCEED)
                .containsExactly(
                        ReasonCode.NOTHING_FOUND,
                        ReasonCode.RULES_AND_JUDGE,
                        ReasonCode.PREFLIGHT_READY,
                        ReasonCode.OVERRIDE);
    }

    @Test
    void coversNothingWithoutHosts() {
        assertThat(new Coverage(java.util.List.of(), java.util.List.of(), java.util.List.of()).share())
                .isZero();
    }
}
