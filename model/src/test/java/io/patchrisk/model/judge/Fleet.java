// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.judge;

import io.patchrisk.model.SimulatedHost;
import io.patchrisk.model.window.Windows;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ObjIntConsumer;

/** Two arms of simulated hosts, all patched (or as if) at the same scrape. */
final class Fleet {

    private final int before;
    private final int after;

    /**
     * @param before scrapes before the patch
     * @param after scrapes that fill the after window; one more is lost to the transition
     */
    Fleet(int before, int after) {
        this.before = before;
        this.after = after;
    }

    /** Hosts 0..patched-1 are patched; {@code fill} gives each its signals. */
    Arms arms(int patched, int controls, ObjIntConsumer<SimulatedHost> fill) {
        List<Subject> hosts = new ArrayList<>();
        for (int i = 0; i < patched + controls; i++) {
            SimulatedHost host = new SimulatedHost("host" + i, before + after + 1);
            fill.accept(host, i);
            hosts.add(subject(host));
        }
        return new Arms(hosts.subList(0, patched), hosts.subList(patched, patched + controls));
    }

    /** The first scrape that the patch could have touched. */
    int patchedFrom() {
        return before;
    }

    Subject subject(SimulatedHost host) {
        double instant = SimulatedHost.at(before - 1);
        return new Subject(
                host.record(),
                Windows.around(
                        instant,
                        instant,
                        0,
                        before * SimulatedHost.INTERVAL,
                        SimulatedHost.INTERVAL,
                        SimulatedHost.at(before + after)));
    }
}
