// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.log;

import io.patchrisk.model.fact.EventKind;
import io.patchrisk.model.fact.Frame;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The line by which a kernel says that it stops. */
final class Panic {

    /**
     * Panics that only say "because of the report before": such a line belongs to that report, and is a report of its
     * own only where the one before was lost.
     */
    private static final Pattern REMNANT = Pattern.compile(
            "Kernel panic - not syncing: ?(?:Fatal exception|panic_on_warn set"
                    + "|kernel: panic_on_warn set|KASAN: panic_on_warn set|UBSAN: panic_on_warn set|KFENCE: panic_on_warn set|panic_on_oops"
                    + "|softlockup: hung tasks|hung_task: blocked tasks|RCU Stall|Hard LOCKUP|Watchdog detected hard LOCKUP|scheduling while atomic)");

    private static final Pattern STACK_CORRUPTED =
            Pattern.compile("stack-protector: Kernel stack is corrupted in: (\\S+?)(?:\\+0x.*)?");

    private Panic() {}

    static boolean isRemnant(String text) {
        return text.startsWith("Kernel panic") && REMNANT.matcher(text).lookingAt();
    }

    static Opening opening(String words) {
        Matcher corrupted = STACK_CORRUPTED.matcher(words);
        if (corrupted.matches()) {
            return new Opening(
                    EventKind.PANIC,
                    Opening.Naming.STACK,
                    "kernel panic: stack is corrupted",
                    new Frame(StackLine.plain(corrupted.group(1)), null));
        }
        if (words.startsWith("corrupted stack end detected")) {
            return Opening.of(EventKind.PANIC, Opening.Naming.STACK, "kernel panic: corrupted stack end");
        }
        if (words.startsWith("Attempted to kill init!")) {
            return Opening.of(EventKind.PANIC, Opening.Naming.NONE, "kernel panic: Attempted to kill init!");
        }
        return Opening.of(EventKind.PANIC, Opening.Naming.NONE, "kernel panic: " + TitleText.of(words));
    }
}
