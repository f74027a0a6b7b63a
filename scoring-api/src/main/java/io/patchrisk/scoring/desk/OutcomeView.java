// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.desk;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.patchrisk.model.outcome.Label;
import java.time.Instant;

/**
 * One outcome as it was told, and what follows from it.
 *
 * @param id its name within the rollout
 * @param report what was told; its fields stand beside these
 * @param toldAt when the service took it
 * @param label what it says about the patch
 * @param rule the rule by which it does, such as {@code not_watched}
 * @param why that rule in one sentence
 * @param shown what the service showed and had seen then
 */
public record OutcomeView(
        String id,
        @JsonUnwrapped OutcomeReport report,
        Instant toldAt,
        Label label,
        String rule,
        String why,
        OutcomeShown shown) {}
