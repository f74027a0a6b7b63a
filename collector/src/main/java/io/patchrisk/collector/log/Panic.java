// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.log;

import static io.patchrisk.collector.log.Opening.Naming.HEADER;
import static io.patchrisk.collector.log.Opening.Naming.STALL;
import static io.patchrisk.collector.log.Opening.Naming.TITLE_WITH_STACK;
import static io.patchrisk.model.fact.EventKind.PANIC;

import io.patchrisk.model.fact.Frame;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The line by which a kernel says that it stops. */
final class Panic {

    /**
     * Panics that only say "because of the report before": such a line belongs to that report, and is a report of its
     * own only where the one before was lost.
     */
    private static final Pattern REMNANT = Pattern.compile(
            "Kernel panic - not syncing: ?(?:Oops: |\\w+: )?(?:Fatal exception|panic_on_warn set|panic_on_oops"
                    + "|hung tasks|blocked tasks|RCU Stall|Hard LOCKUP|Watchdog detected hard LOCKUP|scheduling while atomic)");

    private static final Pattern STACK_CORRUPTED = Pattern.compile(".*corrupted in: ([A-Za-z_]\\S*?)(?:\\+0x.*)?");

    private static final List<String> SAME_WHATEVER_FOLLOWS = List.of(
            "Attempted to kill init!",
            "Couldn't open N_TTY ldisc",
            "Fatal exception",
            "panic_on_warn set",
            "hung_task: blocked tasks");

    private Panic() {}

    static boolean isRemnant(String text) {
        return text.startsWith("Kernel panic") && REMNANT.matcher(text).lookingAt();
    }

    static Opening opening(String words) {
        if (words.startsWith("stack-protector: Kernel stack is corrupted in")) {
            Matcher corrupted = STACK_CORRUPTED.matcher(words);
            Frame named = corrupted.matches() && !corrupted.group(1).matches("[0-9a-f]+")
                    ? new Frame(Symbol.plain(corrupted.group(1)), null)
                    : null;
            return Opening.of(PANIC, HEADER, "kernel panic: stack is corrupted").naming(named);
        }
        if (words.startsWith("corrupted stack end detected")) {
            return Opening.of(PANIC, STALL, "kernel panic: corrupted stack end");
        }
        if (words.startsWith("kernel stack overflow")) {
            return Opening.of(PANIC, STALL, "kernel stack overflow");
        }
        for (String known : SAME_WHATEVER_FOLLOWS) {
            if (words.startsWith(known)) {
                return certain(Opening.of(PANIC, TITLE_WITH_STACK, "kernel panic: " + known), words);
            }
        }
        return certain(Opening.of(PANIC, TITLE_WITH_STACK, TitleText.of("kernel panic: " + words)), words);
    }

    private static Opening certain(Opening opening, String words) {
        return isRemnant("Kernel panic - not syncing: " + words) ? opening.but(Opening.Certainty.REMNANT) : opening;
    }
}
