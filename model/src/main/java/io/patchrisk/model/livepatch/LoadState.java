// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.livepatch;

import io.patchrisk.model.fact.LivepatchMessage.Step;

/**
 * How far one load of one live patch is on one host, and what each message of the kernel makes of it.
 *
 * <p>The table, as kernel/livepatch/{core,transition}.c print, and with any line lost on the way:
 *
 * <pre>
 *               ENABLING  PATCHING  PATCHING  UNPATCHING  UNPATCHING
 *                         STARTED   COMPLETE  STARTED     COMPLETE    REFUSED
 * UNKNOWN       ENABLING+ PATCHING+ PATCHED+  UNPATCHING+ UNPATCHED+  REFUSED+
 * ENABLING      ENABLING+ PATCHING  PATCHED   REVERSING   REFUSED     REFUSED
 * PATCHING      ENABLING+ PATCHING  PATCHED   REVERSING   REVERSED    -
 * PATCHED       ENABLING+ PATCHING+ -         UNPATCHING  UNPATCHED   -
 * UNPATCHING    ENABLING+ PATCHING  PATCHED   -           UNPATCHED   -
 * REVERSING     ENABLING+ PATCHING  PATCHED   -           REVERSED    -
 * UNPATCHED     ENABLING+ PATCHING+ PATCHED+  UNPATCHING+ -           REFUSED+
 * REVERSED      ENABLING+ PATCHING+ PATCHED+  UNPATCHING+ -           REFUSED+
 * REFUSED       ENABLING+ PATCHING+ PATCHED+  UNPATCHING+ -           REFUSED+
 * REPLACED      ENABLING+ PATCHING+ PATCHED+  UNPATCHING+ -           REFUSED+
 * LOST          ENABLING+ PATCHING+ PATCHED+  UNPATCHING+ -           REFUSED+
 * </pre>
 *
 * {@code +} begins another load; {@code -} changes nothing. {@code LOADING}, {@code SIGNALING}, {@code FORCED} and
 * {@code MODULE_REFUSED} move no state. A second load of a patch that is in effect is refused by its name alone, which
 * takes nothing from the host; a transition that failed before it started ends with "unpatching complete".
 */
public enum LoadState {
    /** Nothing was ever said of it. */
    UNKNOWN,
    ENABLING,
    PATCHING,
    PATCHED,
    /** It was in effect and is being taken off. */
    UNPATCHING,
    /** It was never wholly in effect and is being taken off. */
    REVERSING,
    UNPATCHED,
    REVERSED,
    REFUSED,
    /** Another patch took its place, for which the kernel prints no line. */
    REPLACED,
    /** A reboot took it. */
    LOST;

    /** The state after the kernel printed a message about this patch. */
    public LoadState after(Step step) {
        return switch (step) {
            case ENABLING -> ENABLING;
            case PATCHING_STARTED -> PATCHING;
            case PATCHING_COMPLETE -> PATCHED;
            case UNPATCHING_STARTED ->
                this == ENABLING || this == PATCHING || this == REVERSING ? REVERSING : UNPATCHING;
            case UNPATCHING_COMPLETE -> afterUnpatching();
            case REFUSED -> over() || this == ENABLING ? REFUSED : this;
            case LOADING, SIGNALING, FORCED, MODULE_REFUSED -> this;
        };
    }

    private LoadState afterUnpatching() {
        return switch (this) {
            case UNKNOWN, PATCHED, UNPATCHING -> UNPATCHED;
            case ENABLING -> REFUSED;
            case PATCHING, REVERSING -> REVERSED;
            case UNPATCHED, REVERSED, REFUSED, REPLACED, LOST -> this;
        };
    }

    /** Whether the message begins another load of the patch. */
    public boolean beginsAnother(Step step) {
        return switch (step) {
            case ENABLING -> true;
            case PATCHING_STARTED -> over() || this == PATCHED;
            case PATCHING_COMPLETE, UNPATCHING_STARTED, REFUSED -> over();
            case UNPATCHING_COMPLETE -> this == UNKNOWN;
            case LOADING, SIGNALING, FORCED, MODULE_REFUSED -> false;
        };
    }

    /** The state after the host booted anew: no live patch outlives its kernel. */
    public LoadState afterReboot() {
        return over() ? this : LOST;
    }

    /** The state after another patch replaced all others, or after the kernel's list did not hold it any more. */
    public LoadState afterReplacement() {
        return this == PATCHED ? REPLACED : this;
    }

    /** Whether tasks are being switched, or are about to be; the kernel does so for one patch at a time. */
    public boolean inTransition() {
        return this == ENABLING || this == PATCHING || this == UNPATCHING || this == REVERSING;
    }

    /** Whether nothing of it is on the host. */
    public boolean over() {
        return switch (this) {
            case UNKNOWN, UNPATCHED, REVERSED, REFUSED, REPLACED, LOST -> true;
            case ENABLING, PATCHING, PATCHED, UNPATCHING, REVERSING -> false;
        };
    }
}
