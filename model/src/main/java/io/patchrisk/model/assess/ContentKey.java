// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.assess;

import io.patchrisk.model.fact.HostRecord;
import io.patchrisk.model.fact.Series;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;

/** A number that depends on what was measured on a host and on nothing else, to order hosts without their names. */
final class ContentKey {

    /** So early after a moment before the patch values are there at every look: the order does not change while time passes. */
    private static final int POINTS = 4;

    private ContentKey() {}

    /**
     * Orders hosts by what was measured since a moment, seconds since the epoch; equal only for hosts that measured the same
     * since. What was measured before it is forgotten one day, and must not move anything then.
     */
    static Comparator<HostRecord> since(double from) {
        return (left, right) -> compare(left, right, from);
    }

    private static int compare(HostRecord left, HostRecord right, double from) {
        int byKey = Long.compare(of(left, from), of(right, from));
        if (byKey != 0) {
            return byKey;
        }
        Iterator<Series> others = right.signals().values().iterator();
        for (Series series : left.signals().values()) {
            int byValues = others.hasNext()
                    ? Arrays.compare(
                            since(series, from).values(),
                            since(others.next(), from).values())
                    : 1;
            if (byValues != 0) {
                return byValues;
            }
        }
        return others.hasNext() ? -1 : 0;
    }

    private static Series since(Series series, double from) {
        return series.between(from, Double.POSITIVE_INFINITY);
    }

    static long of(HostRecord host, double from) {
        long key = 1;
        for (Series all : host.signals().values()) {
            Series series = since(all, from);
            for (int i = 0; i < Math.min(POINTS, series.size()); i++) {
                key = 31 * key + Double.doubleToLongBits(series.value(i));
                // Spreads the bits (Steele, Lea and Flood 2014, mix64 variant 13).
                key = (key ^ (key >>> 30)) * 0xbf58476d1ce4e5b9L;
            }
        }
        return key;
    }
}
