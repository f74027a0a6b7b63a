// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.window;

import io.patchrisk.model.fact.HostRecord;
import org.jspecify.annotations.Nullable;

/**
 * A host that is meant to be patched, and how far it is.
 *
 * @param host what is known of it
 * @param attempt its newest load of the patch; null while there is none
 */
public record Member(HostRecord host, @Nullable Attempt attempt) {

    /** Whether the patch is in effect, so that the after window is worth judging. */
    public boolean patched() {
        Attempt load = attempt;
        return load != null && (load.state() == Attempt.State.PATCHED || load.state() == Attempt.State.ROLLED_BACK);
    }

    /** Whether the patch ever touched this host. */
    public boolean touched() {
        return attempt != null;
    }

    /** Until when this host was watched: {@code now}, or earlier when nobody listens any more. */
    public double watchedUntil(double now) {
        Double until = host.watchedUntil();
        return until == null ? now : Math.min(now, until);
    }
}
