// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.log;

import io.patchrisk.collector.log.Stack.Whose;
import io.patchrisk.model.fact.Frame;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The stacks that one report prints, gathered line by line and told apart by their headings. */
final class Stacks {

    /** A stall prints a stack for every CPU; one of the first is the one that matters. */
    private static final int MOST_STACKS = 32;

    private static final int MOST_LOCK_SITES = 64;

    /** Of all stacks together, about 800 frames. One that overflowed by recursion has several hundred. */
    private static final int MOST_BYTES = 64 * 1024;

    /** What a frame needs besides its name. */
    private static final int FRAME_BYTES = 60;

    private final List<Stack> all = new ArrayList<>();
    private final List<String> lockSites = new ArrayList<>();
    private Whose announced = Whose.REPORTED;
    private @Nullable Stack current;
    private @Nullable Frame pointer;
    private boolean headed;
    private int bytes;

    /** Reads one line; true when it was about a stack. */
    boolean read(String text) {
        Heading heading = Heading.of(text);
        if (heading != null) {
            begin(heading);
            return true;
        }
        String site = LockSite.of(text);
        if (site != null) {
            if (lockSites.size() < MOST_LOCK_SITES) {
                lockSites.add(site);
            }
            return true;
        }
        StackLine line = StackLine.of(text);
        if (line instanceof StackLine.Entry entry) {
            take(entry);
        } else if (line instanceof StackLine.Pointer here) {
            take(here);
        } else if (line instanceof StackLine.UserSpace) {
            end();
        }
        return line != null;
    }

    /** The stack that is open has no more lines. */
    void end() {
        if (current != null) {
            current.end();
        }
        current = null;
    }

    /** Stacks in the order in which they were printed. */
    List<Stack> all() {
        return all;
    }

    /** The first stack of one kind that names any function; null when there is none. */
    @Nullable
    Stack first(Whose whose) {
        for (Stack stack : all) {
            if (stack.whose() == whose && !stack.isEmpty()) {
                return stack;
            }
        }
        return null;
    }

    /** Where the CPU was that reported; null when that has no name. */
    @Nullable
    Frame pointer() {
        return pointer;
    }

    /** Functions at which lockdep says that locks were taken, in the order printed. */
    List<String> lockSites() {
        return lockSites;
    }

    /** Whether anything of a stack was seen. */
    boolean begun() {
        return headed || pointer != null || !all.isEmpty();
    }

    /** Whether some heading said that a stack follows. */
    boolean headed() {
        return headed;
    }

    /** Whether a heading has nothing below it: the log was cut or mixed up there. */
    boolean lacking() {
        for (Stack stack : all) {
            if (stack.whose() == Whose.REPORTED) {
                return stack.isEmpty();
            }
        }
        return false;
    }

    private void begin(Heading heading) {
        switch (heading) {
            case TRACE -> {
                headed = true;
                // "stack backtrace:" and "Call Trace:" may both head one stack
                if (current == null || !current.isBare() || current.whose() != announced) {
                    open(announced);
                }
                announced = Whose.REPORTED;
            }
            case RCU_THREAD -> announced = Whose.RCU_THREAD;
            case CPU -> {
                if (current != null && !current.isBare()) {
                    end();
                }
                announced = Whose.REPORTED;
            }
            case ALLOCATED -> open(Whose.ALLOCATED);
            case CHANGED -> open(Whose.LOOSE);
            case OTHER -> open(Whose.OTHER);
            case END -> end();
        }
    }

    private void open(Whose whose) {
        end();
        if (all.size() < MOST_STACKS) {
            current = new Stack(whose);
            all.add(current);
        }
    }

    private void take(StackLine.Entry entry) {
        if (current == null && entry.reliable()) {
            open(Whose.LOOSE);
        }
        if (current != null && bytes < MOST_BYTES) {
            current.add(entry);
            bytes += FRAME_BYTES + entry.frame().function().length();
        }
    }

    /** Old kernels print the instruction pointer again after the stack; it is one frame. */
    private void take(StackLine.Pointer here) {
        Frame frame = here.frame();
        if (frame == null) {
            return;
        }
        if (pointer == null && (current == null || current.isEmpty())) {
            pointer = frame;
        } else if (current != null && !frame.sameFunction(pointer) && bytes < MOST_BYTES) {
            current.addPointer(frame);
            bytes += FRAME_BYTES + frame.function().length();
        }
    }
}
