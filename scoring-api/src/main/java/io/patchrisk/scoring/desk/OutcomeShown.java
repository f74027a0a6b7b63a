// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.desk;

import io.patchrisk.model.policy.Decision;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the service showed and had seen of a rollout when an outcome was told; stored beside it.
 *
 * @param decision what the gate said
 * @param risk probability 0..1; null when nothing could be computed
 * @param reasons codes of its reasons, the strictest first
 * @param decidedAt when that decision was reached
 * @param weighed the look at which it first said proceed or stop on evidence; null if it never did
 * @param proceeded whether it ever said proceed on evidence
 * @param stopped whether it ever said stop
 * @param crashAttributed whether the patch is in the stack of the report that the outcome names
 * @param anyCrashAttributed whether the patch is in the stack of any report
 * @param watchedS seconds for which all patched hosts were covered with the patch on, in whole hours
 */
public record OutcomeShown(
        Decision decision,
        @Nullable Double risk,
        List<String> reasons,
        Instant decidedAt,
        @Nullable Weighed weighed,
        boolean proceeded,
        boolean stopped,
        boolean crashAttributed,
        boolean anyCrashAttributed,
        long watchedS) {

    public OutcomeShown {
        reasons = List.copyOf(reasons);
    }
}
