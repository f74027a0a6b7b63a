// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.judge;

/**
 * When a signal crossed the boundary, and how far it lay then. What goes away by itself within a few scrapes is no finding:
 * the patch is still there, so its harm would be (the went-away filter of FBDetect, SOSP 2024).
 *
 * @param aspect in what way it moved
 * @param look at which look
 * @param distance of the patched hosts beyond the controls at that look
 */
record Crossing(Aspect aspect, int look, double distance) {

    /** Looks after which it must still be there: the newest points then hold no more than one of a blip of three. */
    private static final int CONFIRM_LEVEL = 4;

    private static final int CONFIRM_SPREAD = 8;

    /** Less than this share of what it was is gone; one step of a signal with memory falls back by a third on average. */
    private static final double GONE = 0.35;

    /** Whether it is confirmed at a look. */
    boolean confirmed(int now, double distanceNow) {
        int after = aspect == Aspect.SPREAD ? CONFIRM_SPREAD : CONFIRM_LEVEL;
        return aspect == Aspect.COUNT || (now >= look + after && !gone(distanceNow));
    }

    boolean gone(double distanceNow) {
        return aspect != Aspect.COUNT && Math.signum(distance) * distanceNow < GONE * Math.abs(distance);
    }
}
