// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.log;

import io.patchrisk.model.fact.EventKind;
import io.patchrisk.model.fact.Frame;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The reliable frames of one report, gathered line by line. A report may print several stacks; the first tells where it
 * happened. A stall is the exception: it prints the stack of RCU's own thread, which says nothing, and those of CPUs.
 */
final class Stack {

    /** A kernel stack of 16 KiB holds fewer frames than this. */
    private static final int MOST = 64;

    private static final Pattern HEADING = Pattern.compile("\\s*(?:stack )?(?:[Cc]all [Tt]race|[Bb]acktrace)\\s?:.*");

    /** Headings of stacks that belong to somebody else: who allocated, who freed, who held. */
    private static final List<String> ASIDE = List.of(
            "Allocated by task",
            "Freed by task",
            "Last potentially related work",
            "Second to last potentially",
            "Uninit was",
            "Local variable",
            "Showing all locks",
            "allocated by task",
            "freed by task",
            "read to 0x",
            "write to 0x",
            "page last allocated",
            "Kernel panic - not syncing");

    private static final Pattern LOCK_HELD =
            Pattern.compile(".*\\bat: (?:\\[<[0-9a-f]+>\\] )?([A-Za-z_][\\w.]*)\\+0x.*");

    private final EventKind kind;
    private final List<Frame> frames = new ArrayList<>();
    private final List<String> lockHolders = new ArrayList<>();
    private boolean open;
    private boolean closed;
    private boolean ownThread;

    Stack(EventKind kind) {
        this.kind = kind;
        this.open = kind == EventKind.SANITIZER;
    }

    /** Reads one line of the report; true when it was about the stack. */
    boolean read(String text) {
        if (HEADING.matcher(text).matches()) {
            heading();
            return true;
        }
        if (aside(text)) {
            return true;
        }
        if (kind == EventKind.LOCKDEP) {
            lock(text);
        }
        StackLine line = StackLine.of(text);
        if (line == null) {
            return false;
        }
        take(line);
        return true;
    }

    List<Frame> frames() {
        return frames;
    }

    List<String> lockHolders() {
        return lockHolders;
    }

    /** Whether anything of a stack was seen. */
    boolean begun() {
        return open || !frames.isEmpty();
    }

    private void heading() {
        if (!open || kind == EventKind.RCU_STALL) {
            open = true;
            closed = ownThread;
        } else if (!frames.isEmpty()) {
            closed = true;
        }
    }

    private boolean aside(String text) {
        if (kind == EventKind.RCU_STALL) {
            if (text.contains("grace-period kthread stack dump")) {
                ownThread = true;
                return true;
            }
            if (text.startsWith("CPU: ") || text.contains("NMI backtrace for cpu")) {
                ownThread = false;
                closed = false;
            }
        }
        if (!frames.isEmpty() && ASIDE.stream().anyMatch(text::startsWith)) {
            closed = true;
            return true;
        }
        return false;
    }

    private void lock(String text) {
        Matcher held = LOCK_HELD.matcher(text);
        if (lockHolders.size() < MOST && held.matches()) {
            lockHolders.add(StackLine.plain(held.group(1)));
        }
    }

    private void take(StackLine line) {
        if (line instanceof StackLine.UserSpace) {
            closed = true;
        } else if (line instanceof StackLine.Pointer pointer) {
            add(pointer.frame(), true);
        } else if (line instanceof StackLine.Entry entry && open) {
            add(entry.frame(), false);
        }
    }

    /** Old kernels print the instruction pointer twice; it is one frame. */
    private void add(@Nullable Frame frame, boolean pointer) {
        if (frame == null || closed || ownThread || frames.size() >= MOST) {
            return;
        }
        boolean again =
                pointer && !frames.isEmpty() && frames.get(frames.size() - 1).equals(frame);
        if (!again) {
            frames.add(frame);
        }
    }
}
