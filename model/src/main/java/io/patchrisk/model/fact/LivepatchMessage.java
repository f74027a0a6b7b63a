// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.fact;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the kernel's live-patch core, or its module loader, said about a live patch.
 *
 * @param at when it was printed, as wall time
 * @param patch the patch it names; null when the message names none (signaling, forcing, some refusals)
 * @param step what happened
 * @param text the message
 */
public record LivepatchMessage(Instant at, @Nullable PatchName patch, Step step, String text) implements LogFact {

    /** Steps of a transition, in the words of kernel/livepatch/{core,transition}.c. */
    public enum Step {
        ENABLING,
        PATCHING_STARTED,
        PATCHING_COMPLETE,
        UNPATCHING_STARTED,
        UNPATCHING_COMPLETE,
        /** Some tasks did not switch for 15 s and were signaled. */
        SIGNALING,
        /** Somebody wrote to {@code force}: the consistency model is broken until reboot. */
        FORCED,
        /** The kernel did not take the patch. */
        REFUSED
    }
}
