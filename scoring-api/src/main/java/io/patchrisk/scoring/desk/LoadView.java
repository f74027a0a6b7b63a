// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.desk;

import io.patchrisk.model.fact.Refusal;
import io.patchrisk.model.livepatch.LoadState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One load of one live patch on a host.
 *
 * @param module the patch's module; null for a refusal that names none
 * @param state how far it is
 * @param source what tells it: the kernel's log, or the state that metrics or an agent showed
 * @param since when it began, or was first seen
 * @param settledAt when it was wholly in effect; null while it is not, or when that was not heard
 * @param transitionS seconds that its newest transition took, or has taken until now, by the kernel's own stamps; null
 *     where its beginning or its end was not heard
 * @param stalled whether that transition goes on for longer than the policy allows
 * @param signaled whether the kernel had to signal tasks that did not switch
 * @param forced whether somebody forced it, which breaks the kernel's consistency model until reboot
 * @param reversals how often a transition was turned around
 * @param refusal why the kernel refused it, or a module for its sake; null when it did not
 * @param message what the kernel said against it; null when it said nothing
 */
public record LoadView(
        @Nullable String module,
        LoadState state,
        Source source,
        Instant since,
        @Nullable Instant settledAt,
        @Nullable Double transitionS,
        boolean stalled,
        boolean signaled,
        boolean forced,
        int reversals,
        @Nullable Refusal refusal,
        @Nullable String message) {

    /** What tells of a load. */
    public enum Source {
        LOG,
        STATE
    }
}
