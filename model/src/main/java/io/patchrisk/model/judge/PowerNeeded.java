// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.judge;

/** How many hosts a verdict needs. */
public final class PowerNeeded {

    private static final int MOST = 1_000;

    private PowerNeeded() {}

    /**
     * The smallest number of patched hosts whose relabelings with these controls can give a p-value of at most
     * {@code alpha}; 0 when no number can.
     */
    public static int patchedHosts(int controls, double alpha) {
        for (int patched = 1; patched <= MOST && controls > 0; patched++) {
            if (1 / Strata.ways(patched, patched + controls) <= alpha) {
                return patched;
            }
        }
        return 0;
    }
}
