// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.fact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FactTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "a\nb", "a\u0000", "\u007f"})
    void refusesNamesThatCannotBePrinted(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> new HostId(name)).withMessageContaining("host name");
        assertThatIllegalArgumentException().isThrownBy(() -> new PatchName(name));
    }

    @Test
    void boundsNames() {
        assertThat(new HostId("h".repeat(253)).value()).hasSize(253);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HostId("h".repeat(254)))
                .withMessageContaining("254 characters; at most 253");
        assertThatIllegalArgumentException().isThrownBy(() -> new PatchName("p".repeat(129)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Patch("p".repeat(129), Patch.Kind.LIVE, Set.of(), List.of()));
    }

    @Test
    void refusesSignalsWithoutAMeaningfulDifference() {
        for (double floor : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(
                            () -> new Signal("errors", "1/s", Direction.UP, Role.SYMPTOM, Shape.RARE, floor, "Errors."))
                    .withMessageContaining("errors");
        }
    }

    @Test
    void refusesSeriesThatAreNone() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Series.of(new double[] {1, 2}, new double[] {1}))
                .withMessage("2 times but 1 values");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Series.of(new double[] {1, 1}, new double[] {1, 2}))
                .withMessageContaining("point 1");
        assertThatIllegalArgumentException().isThrownBy(() -> Series.of(new double[] {2, 1}, new double[] {1, 2}));
        for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            assertThatIllegalArgumentException().isThrownBy(() -> Series.of(new double[] {1}, new double[] {bad}));
            assertThatIllegalArgumentException().isThrownBy(() -> Series.of(new double[] {bad}, new double[] {1}));
        }
    }

    @Test
    void keepsASeriesFromItsCallers() {
        double[] at = {1, 2, 3};
        double[] value = {1, 2, 3};
        Series series = Series.of(at, value);
        at[0] = 9;
        value[0] = 9;
        series.values()[1] = 9;

        assertThat(series.at(0)).isEqualTo(1);
        assertThat(series.values()).containsExactly(1, 2, 3);
    }

    @Test
    void cutsASeriesOpenAtTheStartAndClosedAtTheEnd() {
        Series series = Series.of(new double[] {1, 2, 3, 4}, new double[] {10, 20, 30, 40});

        assertThat(series.between(1, 3).values()).containsExactly(20, 30);
        assertThat(series.between(0, 0.5).size()).isZero();
        assertThat(series.between(4, 2).size()).isZero();
    }

    @Property(tries = 500)
    void keepsTimesToTheMicrosecond(@ForAll @DoubleRange(min = 0, max = 9e9) double seconds) {
        assertThat(Seconds.of(Seconds.instant(seconds))).isEqualTo(seconds, within(2e-6));
    }

    @Test
    void aPatchReplacesAFunctionHoweverItIsNumbered() {
        Patch patch = new Patch("CVE-1", Patch.Kind.LIVE, Set.of(), List.of("tcp_sendmsg,1", "acct.isra.0"));

        assertThat(patch.replaces("tcp_sendmsg")).isTrue();
        assertThat(patch.replaces("acct")).isTrue();
        assertThat(patch.replaces("acct.constprop.1")).isTrue();
        assertThat(patch.replaces("tcp_sendmsg_locked")).isFalse();
    }

    @Test
    void callsAModuleAsTheKernelDoes() {
        assertThat(new PatchName("livepatch-cve-1")).isEqualTo(new PatchName("livepatch_cve_1"));
    }
}
