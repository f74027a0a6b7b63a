// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.fact;

import java.time.Instant;

/** Times as seconds since the epoch, the unit of every series; exact to a microsecond until the year 2255. */
public final class Seconds {

    private Seconds() {}

    public static double of(Instant instant) {
        return instant.getEpochSecond() + instant.getNano() / 1e9;
    }

    /** The instant, rounded to microseconds. */
    public static Instant instant(double seconds) {
        long micros = Math.round(seconds * 1e6);
        return Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000L);
    }
}
