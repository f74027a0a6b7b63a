// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.judge;

/**
 * What relabeling says of one signal.
 *
 * @param most the way in which it moved most
 * @param deviate how unusual that is, in standard deviations
 * @param counted the largest deviate of those ways in which it still is beyond the controls; negative infinity when none is
 * @param now how far the patched hosts lie beyond the controls at the newest points, in standard deviations
 * @param p share of relabelings in which any signal of the family counts for as much; 1 when this one counts for nothing
 * @param basis of the p-value
 * @param boundary what counts for as much is called significant at this look
 */
record Tested(Row most, double deviate, double counted, double now, double p, Finding.Basis basis, double boundary) {

    /** What placebos in time say of a step; what they found is the least that is known to be visible. */
    static Tested ofPast(Row step, double deviate, double now, double p) {
        return new Tested(step, deviate, deviate, now, p, Finding.Basis.OWN_PAST, deviate);
    }

    boolean crosses() {
        return counted >= boundary;
    }
}
