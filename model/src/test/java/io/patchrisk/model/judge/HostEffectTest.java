// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.judge;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchrisk.model.SimulatedHost;
import io.patchrisk.model.fact.Direction;
import io.patchrisk.model.fact.Role;
import io.patchrisk.model.fact.Shape;
import io.patchrisk.model.fact.Signal;
import io.patchrisk.model.window.Windows;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;

class HostEffectTest {

    private static final Signal ERRORS = SimulatedHost.signal("errors", Direction.UP, Role.SYMPTOM, Shape.RARE, 0.001);

    /** Six errors after the patch, told by one scrape: as a rate a tenth of them where the scrapes before it were lost. */
    @Test
    void countsEventsOfAGapLikeAnyOther() {
        assertThat(events(scrape -> false, 6 / SimulatedHost.INTERVAL)).isEqualTo(6);
        assertThat(events(scrape -> scrape > 90 && scrape < 95, 6 / (5 * SimulatedHost.INTERVAL)))
                .isEqualTo(6);
    }

    private static int events(IntPredicate lost, double rate) {
        SimulatedHost host = new SimulatedHost("a", 100).losing(lost).with(ERRORS, scrape -> scrape == 95 ? rate : 0);
        Windows windows = Windows.around(
                SimulatedHost.at(60), SimulatedHost.at(60), 0, 900, SimulatedHost.INTERVAL, SimulatedHost.at(99));
        return HostEffect.of(ERRORS, new Subject(host.record(), windows), null).events();
    }
}
