// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.log;

import io.patchrisk.model.fact.Frame;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One stack that a report prints, innermost function first. */
final class Stack {

    /** Whose stack it is. */
    enum Whose {
        /** Where it happened. */
        REPORTED,
        /** As reported, but without a heading. */
        LOOSE,
        /** The thread that drives RCU's grace periods: says that it starved, not why. */
        RCU_THREAD,
        /** Where the memory was allocated. */
        ALLOCATED,
        /** Who else touched the memory, or how locks came to depend on one another. */
        OTHER
    }

    private final Whose whose;
    private final List<Frame> frames = new ArrayList<>();
    private boolean doubtful;
    private @Nullable Frame caller;

    Stack(Whose whose) {
        this.whose = whose;
    }

    Whose whose() {
        return whose;
    }

    List<Frame> frames() {
        return frames;
    }

    boolean isEmpty() {
        return frames.isEmpty();
    }

    /** Whether not even a doubtful function was printed. */
    boolean isBare() {
        return frames.isEmpty() && !doubtful;
    }

    /** Whether a failure was injected into somebody: such a stack is printed in the midst of another's report. */
    boolean isInjected() {
        return frames.stream()
                .anyMatch(frame -> frame.function().equals("should_fail")
                        || frame.function().equals("should_fail_ex"));
    }

    void add(StackLine.Entry entry) {
        if (entry.reliable()) {
            Frame before = caller;
            if (before != null && !before.function().equals(entry.frame().function())) {
                frames.add(before);
            }
            frames.add(entry.frame());
            caller = entry.caller();
        } else {
            doubtful = true;
        }
    }

    void addPointer(Frame frame) {
        frames.add(frame);
    }

    /** 32-bit ARM names the outermost function only as the caller of the last. */
    void end() {
        if (caller != null) {
            addPointer(caller);
            caller = null;
        }
    }
}
