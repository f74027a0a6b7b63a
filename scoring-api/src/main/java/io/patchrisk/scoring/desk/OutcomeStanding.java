// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.desk;

import io.patchrisk.model.outcome.Label;
import org.jspecify.annotations.Nullable;

/**
 * What the outcomes of one rollout amount to.
 *
 * @param label what they say about the patch; null when nothing was told
 * @param rule the rule by which they do; null when nothing was told
 * @param told the outcome that counts: the newest of a person, else the newest of a tool; null when nothing was told
 * @param contradiction who says otherwise, in one sentence; null when nobody does
 * @param row whether a row to learn from follows
 * @param count how many outcomes were told
 */
public record OutcomeStanding(
        @Nullable Label label,
        @Nullable String rule,
        @Nullable String told,
        @Nullable String contradiction,
        boolean row,
        int count) {}
