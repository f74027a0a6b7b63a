// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.livepatch;

import io.patchrisk.model.fact.LivepatchMessage;
import io.patchrisk.model.fact.LivepatchMessage.Step;
import io.patchrisk.model.fact.PatchName;
import io.patchrisk.model.fact.Refusal;
import io.patchrisk.model.fact.Seconds;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One load of one live patch on one host, as far as the kernel told it.
 *
 * @param patch which patch; null for a refusal that names none
 * @param state how far it is
 * @param first the message that began it
 * @param transition the message that began the transition which goes on or went last; null when none was heard of
 * @param transitionEnd the message that ended that transition; null while it goes on, or when it was not heard
 * @param settled the message that told first that it is wholly in effect; null when none did
 * @param over when it was over; null while it is not
 * @param signaled whether the kernel had to signal tasks that did not switch
 * @param forced whether somebody forced a transition of it, which keeps its module until reboot
 * @param reversals how often a transition was turned around
 * @param refused what the kernel said against it, the first message of it; null when it said nothing
 */
public record Load(
        @Nullable PatchName patch,
        LoadState state,
        LivepatchMessage first,
        @Nullable LivepatchMessage transition,
        @Nullable LivepatchMessage transitionEnd,
        @Nullable LivepatchMessage settled,
        @Nullable Instant over,
        boolean signaled,
        boolean forced,
        int reversals,
        @Nullable LivepatchMessage refused) {

    static Load begin(@Nullable PatchName patch, LivepatchMessage message) {
        Load none = new Load(patch, LoadState.UNKNOWN, message, null, null, null, null, false, false, 0, null);
        return none.said(message);
    }

    /** The load after a message about it that begins no other. */
    Load said(LivepatchMessage message) {
        LoadState next = state.after(message.step());
        return switch (message.step()) {
            case ENABLING -> moved(next, message, null, settled, null);
            case PATCHING_STARTED, UNPATCHING_STARTED -> started(next, message);
            case PATCHING_COMPLETE, UNPATCHING_COMPLETE -> complete(next, message);
            case REFUSED -> doubted(message).moved(next, transition, null, settled, over(next, message));
            case MODULE_REFUSED -> doubted(message);
            case SIGNALING -> noted(true, forced, reversals, refused);
            case FORCED -> noted(signaled, true, reversals, refused);
            case LOADING -> this;
        };
    }

    /** The load after a message that says why it will fail, before the one that says that it did. */
    Load doubted(LivepatchMessage message) {
        return noted(signaled, forced, reversals, refused == null ? message : refused);
    }

    private Load started(LoadState next, LivepatchMessage message) {
        if (state == next) {
            return this;
        }
        boolean turned = state.inTransition() && !(state == LoadState.ENABLING && next == LoadState.PATCHING);
        return noted(signaled, forced, turned ? reversals + 1 : reversals, refused)
                .moved(next, message, null, settled, null);
    }

    private Load complete(LoadState next, LivepatchMessage message) {
        if (state == next) {
            return this;
        }
        LivepatchMessage begun = state.inTransition() ? transition : null;
        LivepatchMessage inEffect = next == LoadState.PATCHED && settled == null ? message : settled;
        return moved(next, begun, message, inEffect, over(next, message));
    }

    private static @Nullable Instant over(LoadState next, LivepatchMessage message) {
        return next.over() ? message.at() : null;
    }

    /** The load after a boot; one that was over is what it was. */
    Load afterReboot(Instant at) {
        return state.over() ? this : moved(state.afterReboot(), transition, transitionEnd, settled, at);
    }

    /** The load after the kernel's own list did not hold it any more. */
    Load afterReplacement(Instant at) {
        LoadState next = state.afterReplacement();
        return next == state ? this : moved(next, transition, transitionEnd, settled, at);
    }

    private Load moved(
            LoadState next,
            @Nullable LivepatchMessage begun,
            @Nullable LivepatchMessage ended,
            @Nullable LivepatchMessage inEffect,
            @Nullable Instant end) {
        return new Load(patch, next, first, begun, ended, inEffect, end, signaled, forced, reversals, refused);
    }

    private Load noted(boolean tasksSignaled, boolean wasForced, int turns, @Nullable LivepatchMessage against) {
        return new Load(
                patch,
                state,
                first,
                transition,
                transitionEnd,
                settled,
                over,
                tasksSignaled,
                wasForced,
                turns,
                against);
    }

    /** Whether it is known when it began: its first line was heard. */
    public boolean startKnown() {
        return first.step() == Step.ENABLING || first.step() == Step.PATCHING_STARTED;
    }

    /** When the newest transition began; null when that was not heard. */
    public @Nullable Instant transitionBegan() {
        LivepatchMessage begun = transition;
        return begun == null ? null : begun.at();
    }

    /**
     * Seconds that the newest transition took, or has taken until {@code now}, by the kernel's own stamps where there
     * are any: the wall clock may have been set meanwhile. Null when its beginning or its end was not heard.
     */
    public @Nullable Double transitionSeconds(Instant now) {
        LivepatchMessage begun = transition;
        LivepatchMessage ended = transitionEnd;
        if (begun == null || (ended == null && !state.inTransition())) {
            return null;
        }
        return ended == null ? Math.max(0, Seconds.of(now) - Seconds.of(begun.at())) : between(begun, ended);
    }

    /**
     * Seconds from the load's beginning until it was wholly in effect, by the kernel's own stamps; null when either was
     * not heard or carries none.
     */
    public @Nullable Double settlingSeconds() {
        LivepatchMessage done = settled;
        return done == null || !startKnown() ? null : stamped(first, done);
    }

    /** Whether a transition goes on for longer than {@code limit} seconds: tasks that cannot be switched. */
    public boolean stalled(Instant now, double limit) {
        Double seconds = transitionSeconds(now);
        return state.inTransition() && seconds != null && seconds > limit;
    }

    /** Why the kernel refused it, or a module for its sake; null when it did not. */
    public @Nullable Refusal reason() {
        LivepatchMessage against = refused;
        if (against != null) {
            return against.refusal();
        }
        return state == LoadState.REFUSED ? Refusal.ENABLING_FAILED : null;
    }

    private static double between(LivepatchMessage from, LivepatchMessage to) {
        Double stamped = stamped(from, to);
        return stamped == null ? Math.max(0, Seconds.of(to.at()) - Seconds.of(from.at())) : stamped;
    }

    private static @Nullable Double stamped(LivepatchMessage from, LivepatchMessage to) {
        Long begun = from.stampMicros();
        Long ended = to.stampMicros();
        return begun != null && ended != null && ended >= begun ? (ended - begun) / 1e6 : null;
    }
}
