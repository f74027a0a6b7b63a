// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.judge;

import java.util.List;

/**
 * What relabeling says of one signal.
 *
 * @param aspect in what way it moved most
 * @param deviate how unusual that is, in standard deviations
 * @param counted the largest deviate of those ways in which it still is beyond the controls; negative infinity when none is
 * @param now how far the patched hosts lie beyond the controls at the newest points, in standard deviations
 * @param weakest the patched host that shows it least, in deviations between hosts
 * @param carriers places of the patched hosts that carry it, the most first
 * @param p share of relabelings in which any signal of the family counts for as much; 1 when this one counts for nothing
 * @param boundary what counts for as much is called significant at this look
 */
record Tested(
        Aspect aspect,
        double deviate,
        double counted,
        double now,
        double weakest,
        List<Integer> carriers,
        double p,
        double boundary) {

    boolean crosses() {
        return counted >= boundary;
    }
}
