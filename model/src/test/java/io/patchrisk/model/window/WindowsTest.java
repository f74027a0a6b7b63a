// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.patchrisk.model.SimulatedHost;
import org.junit.jupiter.api.Test;

class WindowsTest {

    @Test
    void leavesTheScrapeThatCoversTheTransitionOutOfTheAfterWindow() {
        Windows windows = Windows.around(1_000, 1_004, 0, 600, 15, 1_300);

        assertThat(windows.before()).isEqualTo(new Span(400, 1_000));
        assertThat(windows.transition()).isEqualTo(new Span(1_000, 1_019));
        assertThat(windows.after()).isEqualTo(new Span(1_019, 1_300));
    }

    @Test
    void widensTheTransitionByTheErrorOfTheInstant() {
        Windows windows = Windows.around(1_000, 1_000, 10, 600, 15, 1_300);

        assertThat(windows.before().to()).isEqualTo(990);
        assertThat(windows.after().from()).isEqualTo(1_025);
    }

    @Test
    void hasNoAfterWindowBeforeThingsSettled() {
        assertThat(Windows.around(1_000, 1_004, 0, 600, 15, 1_001).after().seconds())
                .isZero();
    }

    @Test
    void cutsTheAfterWindowOnly() {
        Windows windows = Windows.around(1_000, 1_004, 0, 600, 15, 1_300);

        assertThat(windows.cutAfter(75).after()).isEqualTo(new Span(1_019, 1_094));
        assertThat(windows.cutAfter(75).before()).isEqualTo(windows.before());
        assertThat(windows.cutAfter(5_000)).isEqualTo(windows);
    }

    @Test
    void refusesSpansThatEndBeforeTheyStart() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Span(2, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Span(Double.NaN, 1));
    }

    @Test
    void countsAHostAsPatchedWhileOrAfterThePatchWasInEffect() {
        var host = new SimulatedHost("h", 3).record();

        assertThat(new Member(host, null).touched()).isFalse();
        for (Attempt.State state : Attempt.State.values()) {
            Member member = new Member(host, new Attempt(1, 1.0, state, false, false, 0));
            assertThat(member.touched()).isTrue();
            assertThat(member.patched())
                    .isEqualTo(state == Attempt.State.PATCHED || state == Attempt.State.ROLLED_BACK);
        }
    }
}
