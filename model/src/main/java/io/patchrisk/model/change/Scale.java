// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.change;

import io.patchrisk.model.judge.Robust;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The scale on which a metric is compared; it is chosen from the values of all its hosts. */
enum Scale {
    /** As it is. */
    LINEAR,
    /** Its logarithm: positive and leaning to the right, so that ratios mean more than differences. */
    LOG,
    /** What is missing to 100: a share that sits at its ceiling, such as an availability in percent. */
    CEILING;

    /** Noise that is assumed before any was seen, as a share of the level. */
    private static final double USUAL_NOISE = 0.03;

    /** The same for a share at its ceiling, in points: 500 requests of which one fails now and then. */
    private static final double CEILING_NOISE = 0.5;

    /** The same for what is mostly nothing, in units of what is usual when there is something. */
    private static final double RARE_NOISE = 0.5;

    private static final double AT_CEILING = 99;
    private static final double LEAN = 0.25;
    private static final int FEWEST_FOR_SHAPE = 8;

    static Scale of(List<Samples> hosts) {
        double[] all = hosts.stream()
                .flatMap(host -> Stream.of(host.before(), host.after()))
                .flatMapToDouble(Arrays::stream)
                .filter(value -> !Double.isNaN(value))
                .toArray();
        double least = Arrays.stream(all).min().orElse(0);
        double most = Arrays.stream(all).max().orElse(0);
        double usual = Robust.median(hosts.stream()
                .mapToDouble(host -> Robust.median(Samples.present(host.before())))
                .toArray());
        if (least >= 0 && most == 100 && usual >= AT_CEILING) {
            return CEILING;
        }
        return least > 0 && lean(hosts) > LEAN ? LOG : LINEAR;
    }

    /** How far the before windows lean to the right (Bowley 1901, by tenths); 1 where they are too short to tell. */
    private static double lean(List<Samples> hosts) {
        double[] leans = hosts.stream()
                .map(host -> Samples.present(host.before()))
                .filter(before -> before.length >= FEWEST_FOR_SHAPE)
                .mapToDouble(Scale::lean)
                .filter(lean -> !Double.isNaN(lean))
                .toArray();
        return leans.length == 0 ? 1 : Robust.median(leans);
    }

    private static double lean(double[] values) {
        double low = Ranks.quantile(values, 0.1);
        double high = Ranks.quantile(values, 0.9);
        return high > low ? (high + low - 2 * Robust.median(values)) / (high - low) : Double.NaN;
    }

    double[] applied(double[] values) {
        return switch (this) {
            case LINEAR -> values.clone();
            case LOG -> Arrays.stream(values).map(StrictMath::log).toArray();
            case CEILING -> Arrays.stream(values).map(value -> 100 - value).toArray();
        };
    }

    /**
     * Deviation that is assumed of a host before its own noise was seen, on this scale.
     *
     * @param level median of the before window, on this scale
     * @param all both windows, on this scale
     */
    double assumed(double level, double[] all) {
        if (this == LOG) {
            return USUAL_NOISE;
        }
        if (this == CEILING) {
            return CEILING_NOISE;
        }
        double[] some = Arrays.stream(all)
                .filter(value -> value != 0 && !Double.isNaN(value))
                .map(Math::abs)
                .toArray();
        return level == 0 && some.length > 0 ? RARE_NOISE * Robust.median(some) : USUAL_NOISE * Math.abs(level);
    }
}
