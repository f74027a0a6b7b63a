// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.judge;

/**
 * That a signal crossed the boundary. It stays a finding until half of it is gone.
 *
 * @param peak largest deviate so far
 */
record Crossing(double peak) {

    private static final double HALF = 0.5;

    Crossing and(double deviate) {
        return deviate > peak ? new Crossing(deviate) : this;
    }

    boolean stands(double deviate) {
        return deviate >= HALF * peak;
    }
}
