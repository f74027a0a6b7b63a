// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.assess;

import io.patchrisk.model.fact.HostRecord;
import io.patchrisk.model.fact.Series;

/** A number that depends on what was measured on a host and on nothing else, to order hosts without their names. */
final class ContentKey {

    /** Values this early are there at every look, so the order does not change while time passes. */
    private static final int POINTS = 4;

    private ContentKey() {}

    static long of(HostRecord host) {
        long key = 1;
        for (Series series : host.signals().values()) {
            for (int i = 0; i < Math.min(POINTS, series.size()); i++) {
                key = 31 * key + Double.doubleToLongBits(series.value(i));
                // Spreads the bits (Steele, Lea and Flood 2014, mix64 variant 13).
                key = (key ^ (key >>> 30)) * 0xbf58476d1ce4e5b9L;
            }
        }
        return key;
    }
}
