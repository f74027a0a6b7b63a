// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.fleet;

import io.patchrisk.collector.log.LogLine;
import io.patchrisk.model.fact.Seconds;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the stamps of a host's boots lie in time, by the lines that were heard while it ran. A log that is saved by a crash
 * carries the same stamps, and is placed by them.
 */
public final class HeardBoots {

    /** Boots remembered; a crash is told after the next boot, or some boots later. */
    private static final int MOST = 8;

    /** Offsets of one boot drift by less: printk's clock is off by some ten parts in a million. */
    private static final double SAME_BOOT = 60;

    private final List<Boot> boots = new ArrayList<>();

    /** Seconds since the epoch at which a boot's stamps begin, and the newest stamp that was heard of it. */
    private record Boot(double begun, double newest) {}

    void hear(List<LogLine> lines) {
        for (LogLine line : lines) {
            Long stamp = line.stampMicros();
            if (stamp != null && !line.replayed()) {
                double seconds = stamp / 1e6;
                note(Seconds.of(line.at()) - seconds, seconds);
            }
        }
    }

    private void note(double begun, double stamp) {
        int last = boots.size() - 1;
        if (last >= 0 && Math.abs(boots.get(last).begun() - begun) <= SAME_BOOT) {
            boots.set(last, new Boot(begun, Math.max(stamp, boots.get(last).newest())));
            return;
        }
        boots.add(new Boot(begun, stamp));
        if (boots.size() > MOST) {
            boots.remove(0);
        }
    }

    /**
     * When the boot began whose log this is; null when no boot that was heard fits, or more than one.
     *
     * @param begun seconds since the epoch at which it began, as the crash tells
     * @param error by how much that may be wrong
     * @param newest the newest stamp of the log, which no line heard of that boot can be beyond
     */
    public @Nullable Double begun(double begun, double error, double newest) {
        List<Boot> fitting = boots.stream()
                .filter(boot -> Math.abs(boot.begun() - begun) <= error + SAME_BOOT)
                .filter(boot -> boot.newest() <= newest + 1)
                .toList();
        return fitting.size() == 1 ? Double.valueOf(fitting.get(0).begun()) : null;
    }
}
