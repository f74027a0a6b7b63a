// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.outcome;

import java.time.Duration;

/**
 * One outcome as it was told, with what the service itself saw of that rollout by then.
 *
 * @param happened what is said to have happened
 * @param cause what is said to have caused it
 * @param teller who says so
 * @param claimedWatch how long the teller says that hosts were watched
 * @param seen what the service saw
 */
public record Account(Happening happened, Cause cause, Teller teller, Duration claimedWatch, Seen seen) {

    /**
     * What the service saw of a rollout; told by nobody.
     *
     * @param proceeded whether it ever answered proceed on evidence
     * @param stopped whether it ever answered stop
     * @param namedCrashAttributed whether the patch is in the stack of the report that the teller names
     * @param anyCrashAttributed whether the patch is in the stack of any report
     * @param watched how long all patched hosts together were covered, with the patch on them
     */
    public record Seen(
            boolean proceeded,
            boolean stopped,
            boolean namedCrashAttributed,
            boolean anyCrashAttributed,
            Duration watched) {}
}
