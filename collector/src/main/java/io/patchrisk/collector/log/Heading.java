// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.log;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A line above a stack, or between two, that tells whose it is. */
enum Heading {
    /** A stack follows. */
    TRACE,
    /** The next trace is that of the thread which drives RCU's grace periods. */
    RCU_THREAD,
    /** What follows is about one CPU. */
    CPU,
    /** Functions follow that allocated the memory. */
    ALLOCATED,
    /** Functions follow that changed the state of a lock. */
    CHANGED,
    /** Functions follow that lead to somebody else. */
    OTHER,
    /** No functions of the stack follow. */
    END;

    private record Words(String words, Heading heading) {}

    private static final List<Words> BEGINNINGS = List.of(
            new Words("Call Trace:", TRACE),
            new Words("Call trace:", TRACE),
            new Words("Backtrace:", TRACE),
            new Words("backtrace:", TRACE),
            new Words("backtrace (crc", TRACE),
            new Words("stack backtrace:", TRACE),
            new Words("Allocated by task", ALLOCATED),
            new Words("Allocated:", ALLOCATED),
            new Words("allocated by task", ALLOCATED),
            new Words("page last allocated", ALLOCATED),
            new Words("Uninit was", ALLOCATED),
            new Words("Local variable", ALLOCATED),
            new Words("kfence-#", ALLOCATED),
            new Words("Freed by task", OTHER),
            new Words("Freed:", OTHER),
            new Words("freed by task", OTHER),
            new Words("page last free", OTHER),
            new Words("page_owner free stack trace missing", OTHER),
            new Words("Last potentially related", OTHER),
            new Words("Second to last potentially", OTHER),
            new Words("Last call_rcu", OTHER),
            new Words("Last breaking event-address", END),
            new Words("Last Breaking-Event-Address", END),
            new Words("Bytes ", OTHER),
            new Words("-> #", OTHER),
            new Words("... which became ", CHANGED),
            new Words("---[ end", END),
            new Words("Modules linked in:", END),
            new Words("Showing all locks", END),
            new Words("irq event stamp", END),
            new Words("Instruction dump:", END),
            new Words("Sending NMI", CPU),
            new Words("CPU: ", CPU),
            new Words("NMI backtrace for cpu", CPU));

    /** What the line says of the stack that follows; null when it says nothing of one. */
    static @Nullable Heading of(String text) {
        int from = 0;
        while (from < text.length() && text.charAt(from) <= ' ') {
            from++;
        }
        if (from == text.length()) {
            return null;
        }
        char first = text.charAt(from);
        if (first == '[' || first == '<' || first == '?') {
            return null;
        }
        for (Words words : BEGINNINGS) {
            if (words.words().charAt(0) == first && text.startsWith(words.words(), from)) {
                return words.heading();
            }
        }
        if (text.endsWith(" kthread stack dump:")) {
            return RCU_THREAD;
        }
        boolean race = text.startsWith(" to 0x", from + 4) || text.startsWith(" to 0x", from + 5);
        return race && (first == 'r' || first == 'w') ? OTHER : null;
    }
}
