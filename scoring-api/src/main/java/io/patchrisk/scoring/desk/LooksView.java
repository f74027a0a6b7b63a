// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.desk;

import java.util.List;

/**
 * How the risk went.
 *
 * @param looks the oldest first; of many, older ones are thinned out
 * @param holdAt risk from which a decision is hold at least
 * @param stopAt risk from which it can be stop
 */
public record LooksView(List<LookView> looks, double holdAt, double stopAt) {

    public LooksView {
        looks = List.copyOf(looks);
    }
}
