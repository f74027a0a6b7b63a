// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.desk;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;

/**
 * All that was told of one rollout.
 *
 * @param standing what counts; its fields stand beside these
 * @param outcomes everything that was told, the newest first; nothing is ever taken out
 */
public record OutcomesView(@JsonUnwrapped OutcomeStanding standing, List<OutcomeView> outcomes) {

    public OutcomesView {
        outcomes = List.copyOf(outcomes);
    }
}
