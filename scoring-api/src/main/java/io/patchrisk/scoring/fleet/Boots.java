// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.fleet;

import io.patchrisk.model.fact.Reading;
import io.patchrisk.model.fact.Seconds;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;

/** When a host booted, as far as it is known. Times are seconds since the epoch. */
final class Boots {

    /** Host and service need not agree on the time to the second. */
    private static final double CLOCKS_APART = 5;

    private final TreeSet<Double> begun = new TreeSet<>();
    private final List<Double> noticed = new ArrayList<>();

    void read(Reading reading) {
        double at = Seconds.of(reading.at());
        if (reading.rebooted()) {
            noticed.add(at);
        }
        // A boot time that moved while no counter fell is a stepped clock, not a boot.
        if (reading.rebooted() || (begun.isEmpty() && reading.boot() > 0)) {
            begun.add(reading.boot() > 0 ? reading.boot() : at);
        }
    }

    void banner(double at) {
        begun.add(at);
    }

    /** Whether something that happened at a time did so within {@code seconds} of a boot that is known. */
    boolean cameWithBoot(double time, double seconds) {
        Double boot = begun.floor(time + CLOCKS_APART);
        return boot != null && time - boot < seconds;
    }

    /** When metrics first showed that the host had booted anew. */
    List<Double> noticed() {
        return Collections.unmodifiableList(noticed);
    }
}
