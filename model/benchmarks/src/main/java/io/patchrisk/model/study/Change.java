// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.study;

import java.util.Locale;
import java.util.SplittableRandom;

/**
 * What a patch does to one signal of a host. Sizes are in the deviation of that host's own minutes before.
 *
 * @param kind in what way
 * @param size how much
 */
record Change(Kind kind, double size) {

    enum Kind {
        NONE,
        STEP,
        RAMP,
        VARIANCE,
        ERRORS,
        LATE,
        BLIP
    }

    /** From the minute 46 on: the last quarter of an hour. */
    private static final int LATE_FROM = 45;

    private static final int BLIP_FROM = 19;
    private static final int BLIP_MINUTES = 3;

    static final Change NONE = new Change(Kind.NONE, 0);

    /** {@code step:1}, {@code ramp:0.05} a minute, {@code variance:3} times, {@code errors:0.1} a minute … */
    static Change parse(String text) {
        String[] parts = text.split(":", 2);
        return new Change(
                Kind.valueOf(parts[0].toUpperCase(Locale.ROOT)), parts.length == 1 ? 0 : Double.parseDouble(parts[1]));
    }

    /** What is added to the value of a minute after the patch, the first of which is 0. */
    double at(int minute, double deviation, SplittableRandom random) {
        double of = size * deviation;
        return switch (kind) {
            case NONE, ERRORS -> 0;
            case STEP -> of;
            case RAMP -> of * (minute + 1);
            case VARIANCE -> Math.sqrt(size - 1) * deviation * random.nextGaussian();
            case LATE -> minute >= LATE_FROM ? of : 0;
            case BLIP -> minute >= BLIP_FROM && minute < BLIP_FROM + BLIP_MINUTES ? of : 0;
        };
    }

    @Override
    public String toString() {
        return kind == Kind.NONE ? "none" : kind.name().toLowerCase(Locale.ROOT) + ":" + size;
    }
}
