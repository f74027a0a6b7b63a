// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.judge;

/**
 * That a signal crossed the boundary. It stays a finding until half of it is gone, or until the patched hosts lie among the
 * controls again for some looks in a row: what goes away by itself is no harm of a patch that is still there.
 *
 * @param peak largest deviate so far
 * @param away looks in a row at which the patched hosts lay among the controls
 */
record Crossing(double peak, int away) {

    private static final double HALF = 0.5;

    /** As far beyond the others as this lie three of ten sets of hosts drawn at random. */
    private static final double AMONG = 0.5;

    private static final int AWAY = 2;

    static Crossing at(Tested tested) {
        return new Crossing(tested.deviate(), 0);
    }

    Crossing next(Tested tested) {
        return new Crossing(Math.max(peak, tested.deviate()), tested.now() < AMONG ? away + 1 : 0);
    }

    boolean stands(Tested tested) {
        return away < AWAY && tested.deviate() >= HALF * peak;
    }
}
