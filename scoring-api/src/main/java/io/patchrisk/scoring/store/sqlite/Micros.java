// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.store.sqlite;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Instants as the store's tables hold them: microseconds since 1970. */
final class Micros {

    private Micros() {}

    static long of(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }

    static Instant toInstant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
