// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.desk;

import io.patchrisk.model.policy.Decision;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a rollout's history: the decision became another one, or a person acted.
 *
 * @param at when
 * @param wave the wave it is about; null for the rollout as a whole
 * @param decision what holds since then
 * @param risk probability 0..1 at that time; null when nothing could be computed
 * @param reasons why
 * @param by the person who acted; null when the service decided
 * @param action what that person did; null when the service decided
 */
public record DecisionChange(
        Instant at,
        @Nullable WaveName wave,
        Decision decision,
        @Nullable Double risk,
        List<Reason> reasons,
        @Nullable String by,
        OperatorAction.@Nullable Action action) {

    public DecisionChange {
        reasons = List.copyOf(reasons);
    }
}
