// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.capture;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The uptime of a capture's first boot, carried on through later boots.
 *
 * <p>Guest uptime starts again when the host comes back from a crash. How long it was away is told by the wall clocks
 * that the answers state; without them a boot is taken to go on one scrape interval after the last scrape of the boot
 * before.
 */
final class BootClock {

    /** What to add to the uptime of each boot. */
    private final List<Double> offsets;

    private BootClock(List<Double> offsets) {
        this.offsets = offsets;
    }

    /** The clock of the given scrapes, of which only {@code t} and the answers are read. */
    static BootClock of(List<Scrape> scrapes, double scrapeInterval) {
        List<Double> offsets = new ArrayList<>();
        double firstBoot = Double.NaN;
        for (List<Scrape> boot : boots(scrapes)) {
            OptionalDouble started = wallClockOfBoot(boot);
            double lastAt = offsets.isEmpty() ? 0 : offsets.get(offsets.size() - 1) + lastUptime(scrapes, boot);
            double next = offsets.isEmpty()
                    ? 0
                    : lastAt + scrapeInterval - boot.get(0).t();
            double stated = started.orElse(Double.NaN) - firstBoot;
            offsets.add(stated > next ? stated : next);
            firstBoot = Double.isNaN(firstBoot) ? started.orElse(Double.NaN) : firstBoot;
        }
        return new BootClock(offsets.isEmpty() ? List.of(0.0) : offsets);
    }

    private static List<List<Scrape>> boots(List<Scrape> scrapes) {
        List<List<Scrape>> boots = new ArrayList<>();
        int start = 0;
        for (int i = 1; i <= scrapes.size(); i++) {
            if (i == scrapes.size() || scrapes.get(i).t() < scrapes.get(i - 1).t()) {
                boots.add(scrapes.subList(start, i));
                start = i;
            }
        }
        return boots;
    }

    private static double lastUptime(List<Scrape> scrapes, List<Scrape> boot) {
        return scrapes.get(scrapes.indexOf(boot.get(0)) - 1).t();
    }

    /** Seconds since the epoch at uptime 0, by the first answer of a boot that states the time. */
    private static OptionalDouble wallClockOfBoot(List<Scrape> boot) {
        for (Scrape scrape : boot) {
            OptionalDouble now = scrape.answer().value("node_time_seconds");
            if (now.isPresent()) {
                return OptionalDouble.of(now.getAsDouble() - scrape.t());
            }
        }
        return OptionalDouble.empty();
    }

    /** What to add to uptimes of boot {@code boot}, counted from 0; that of the last boot when there were fewer. */
    double offset(int boot) {
        return offsets.get(Math.min(boot, offsets.size() - 1));
    }

    /** A pass over rows in the order in which they were recorded. */
    Pass pass() {
        return new Pass();
    }

    /** One pass over rows, which notices new boots by the uptime that falls. */
    final class Pass {

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
