// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.fact;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the kernel's live-patch core, or its module loader, said about a live patch.
 *
 * @param at when it was printed, as wall time
 * @param stampMicros the kernel's own stamp in microseconds since boot; null when it printed none
 * @param patch the patch it names; null when the message names none (signaling, forcing, some refusals)
 * @param step what happened
 * @param refusal why, of a refusal; null of anything else
 * @param text the message
 */
public record LivepatchMessage(
        Instant at,
        @Nullable Long stampMicros,
        @Nullable PatchName patch,
        Step step,
        @Nullable Refusal refusal,
        String text)
        implements LogFact {

    /** Steps of a load, in the words of kernel/livepatch/{core,transition}.c. */
    public enum Step {
        /** The loader has a live-patch module in hand; printed for the first of a boot only. */
        LOADING,
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
        REFUSED,
        /** A patch in effect could not be applied to a module, which the kernel therefore did not load. */
        MODULE_REFUSED
    }

    public LivepatchMessage {
        boolean refused = step == Step.REFUSED || step == Step.MODULE_REFUSED;
        if (refused != (refusal != null)) {
            throw new IllegalArgumentException("a refusal, and nothing else, has a reason: " + step + " " + refusal);
        }
    }

    /** A message without a stamp; a refusal for no reason that is known. */
    public LivepatchMessage(Instant at, @Nullable PatchName patch, Step step, String text) {
        this(at, null, patch, step, step == Step.REFUSED || step == Step.MODULE_REFUSED ? Refusal.OTHER : null, text);
    }
}
