// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.judge;

/**
 * What relabeling says of one signal.
 *
 * @param aspect in what way it moved most
 * @param deviate how unusual that is, in standard deviations
 * @param now how far the patched hosts lie beyond the controls over the newest points, in standard deviations
 * @param weakest the patched host that shows it least, in deviations between hosts
 * @param p share of relabelings in which any signal of the family shows as much
 * @param boundary deviate from which on this look calls it significant
 */
record Tested(Aspect aspect, double deviate, double now, double weakest, double p, double boundary) {

    boolean crosses() {
        return deviate >= boundary;
    }
}
