// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.capture;

import java.util.ArrayList;
import java.util.List;

/**
 * The uptime of a capture's first boot, carried on through later boots.
 *
 * <p>Guest uptime starts again when the host comes back from a crash. How long it was away is not recorded, so a boot is
 * taken to begin such that its first scrape comes one scrape interval after the last of the boot before.
 */
final class BootClock {

    private final double scrapeInterval;
    /** What to add to the uptime of each boot. */
    private final List<Double> offsets = new ArrayList<>(List.of(0.0));

    private double lastUptime = Double.NEGATIVE_INFINITY;

    BootClock(double scrapeInterval) {
        this.scrapeInterval = scrapeInterval;
    }

    /** Time of the scrape at uptime {@code t}; to be called in order. */
    double scraped(double t) {
        if (t < lastUptime) {
            offsets.add(lastUptime + lastOffset() + scrapeInterval - t);
        }
        lastUptime = t;
        return t + lastOffset();
    }

    private double lastOffset() {
        return offsets.get(offsets.size() - 1);
    }

    /** What to add to uptimes of boot {@code boot}, counted from 0; that of the last boot when there were fewer. */
    double offset(int boot) {
        return offsets.get(Math.min(boot, offsets.size() - 1));
    }

    /** A second pass over the same uptimes, once all scrapes are known. */
    Replay replay() {
        return new Replay();
    }

    /** Times of rows that were recorded together with the scrapes. */
    final class Replay {

        private int boot;
        private double last = Double.NEGATIVE_INFINITY;

        double at(double t) {
            if (t < last) {
                boot++;
            }
            last = t;
            return t + offset(boot);
        }
    }
}
