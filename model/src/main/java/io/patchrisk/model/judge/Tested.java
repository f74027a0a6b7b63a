// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.judge;

/**
 * What relabeling says of one signal.
 *
 * @param aspect in what way it moved most
 * @param deviate how unusual that is, in standard deviations
 * @param there whether the patched hosts lie beyond the controls at the newest points as well
 * @param weakest the patched host that shows it least, in deviations between hosts
 * @param p share of relabelings in which any signal of the family shows as much and is still there; 1 when this one is not
 * @param boundary deviate from which on this look calls it significant
 */
record Tested(Aspect aspect, double deviate, boolean there, double weakest, double p, double boundary) {

    boolean crosses() {
        return there && deviate >= boundary;
    }
}
