// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.window;

import org.jspecify.annotations.Nullable;

/**
 * One load of one patch on one host.
 *
 * @param start patch instant, seconds since the epoch
 * @param end when the transition was complete (or undone), seconds since the epoch; null while it goes on
 * @param state how far it got
 * @param signaled whether the kernel had to signal tasks that did not switch
 * @param forced whether somebody forced the transition
 * @param error how far the patch instant may be off, seconds
 * @param measured seconds the transition took by the kernel's own stamps, or at least took; null where only start and
 *     end tell
 */
public record Attempt(
        double start,
        @Nullable Double end,
        State state,
        boolean signaled,
        boolean forced,
        double error,
        @Nullable Double measured) {

    /** Patch state of a host, as far as one attempt tells. */
    public enum State {
        IN_TRANSITION,
        PATCHED,
        /** The transition was reversed before it was complete. */
        REVERTED,
        /** It was complete and was unloaded again. */
        ROLLED_BACK,
        /** The kernel did not take the patch. */
        REFUSED,
        /** The host booted anew before the transition was complete. */
        CUT_OFF,
        /** It was there before anybody looked: no patch instant is known. */
        INSTANT_UNKNOWN
    }

    /** A load of whose transition the kernel's stamps tell nothing. */
    public Attempt(double start, @Nullable Double end, State state, boolean signaled, boolean forced, double error) {
        this(start, end, state, signaled, forced, error, null);
    }

    /** Seconds the transition took, or has taken until {@code now}. */
    public double transitionSeconds(double now) {
        Double stamped = measured;
        Double done = end;
        return stamped == null ? Math.max(0, (done == null ? now : done) - start) : stamped;
    }
}
