// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.change;

import java.util.List;

/**
 * What is said about a change.
 *
 * @param score probability that it broke something; the model's prior where nothing could be compared
 * @param flagged whether it should not go on
 * @param abstained whether the samples cannot tell, which is never a pass
 * @param p chance of as strong a deviate in any metric where nothing changed, 1e-6 to 1
 * @param reasons short sentences with numbers, the weightiest first; an abstention begins with {@code abstain:}
 */
public record ChangeVerdict(double score, boolean flagged, boolean abstained, double p, List<String> reasons) {

    public ChangeVerdict {
        reasons = List.copyOf(reasons);
    }
}
