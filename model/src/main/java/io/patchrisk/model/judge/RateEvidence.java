// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.judge;

import java.util.Arrays;

/**
 * Whether patched hosts fail more often than controls, as an e-value: evidence that may be looked at as often as one likes.
 *
 * <p>When a host fails for the first time, and the patch does nothing, it is a patched one with the probability of their
 * share of the hosts that have not failed yet, whatever the rate and however it changes (the partial likelihood of Cox 1975).
 * Each failure multiplies a bet on patched hosts failing more often by what it was worth. Without an effect the product is 1
 * on average at any time, so it ever reaches {@code x} with a probability of at most {@code 1 / x} (Ville 1939).
 */
public final class RateEvidence {

    /** Ratios of the rates that are bet on, with equal stakes: nobody knows beforehand how harmful a patch is. */
    private static final double[] RATIOS = {4, 16, 64, 256};

    private final double[] stakes = new double[RATIOS.length];
    private int patched;
    private int controls;

    /**
     * @param patched hosts with the patch
     * @param controls hosts without it that are watched for as long
     */
    public RateEvidence(int patched, int controls) {
        this.patched = patched;
        this.controls = controls;
        Arrays.fill(stakes, 1.0 / RATIOS.length);
    }

    /** A host failed for the first time; failures are told in the order in which they happened. */
    public void failed(boolean onPatched) {
        if ((onPatched ? patched : controls) <= 0) {
            return;
        }
        double share = patched / (double) (patched + controls);
        for (int i = 0; i < stakes.length; i++) {
            stakes[i] *= (onPatched ? RATIOS[i] : 1) / (RATIOS[i] * share + 1 - share);
        }
        if (onPatched) {
            patched--;
        } else {
            controls--;
        }
    }

    /** The e-value: 1 before anything is known, more where patched hosts fail more often. */
    public double value() {
        double sum = 0;
        for (double stake : stakes) {
            sum += stake;
        }
        return sum;
    }
}
