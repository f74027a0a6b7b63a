// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.assess;

import io.patchrisk.model.fact.HostRecord;
import io.patchrisk.model.fact.Series;
import java.util.Arrays;
import java.util.Iterator;

/** A number that depends on what was measured on a host and on nothing else, to order hosts without their names. */
final class ContentKey {

    /** Values this early are there at every look, so the order does not change while time passes. */
    private static final int POINTS = 4;

    private ContentKey() {}

    /** Orders hosts by what was measured; equal only for hosts that measured the same all along. */
    static int compare(HostRecord left, HostRecord right) {
        int byKey = Long.compare(of(left), of(right));
        if (byKey != 0) {
            return byKey;
        }
        Iterator<Series> others = right.signals().values().iterator();
        for (Series series : left.signals().values()) {
            int byValues = others.hasNext()
                    ? Arrays.compare(series.values(), others.next().values())
                    : 1;
            if (byValues != 0) {
                return byValues;
            }
        }
        return others.hasNext() ? -1 : 0;
    }

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
