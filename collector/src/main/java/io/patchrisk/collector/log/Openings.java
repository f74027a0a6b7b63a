// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.log;

import io.patchrisk.model.fact.EventKind;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether a message begins a report. The kernel's own templates count, at the start of a message only: a module
 * that prints its own name first ({@code lp_rcustall: loading …}) cannot look like one.
 */
final class Openings {

    /** Names that the kernel's own files put before their messages (their {@code pr_fmt}). */
    private static final List<String> SUBSYSTEMS =
            List.of("NMI watchdog: ", "watchdog: ", "workqueue: ", "rcu: ", "usercopy: ", "traps: ");

    /** Since Linux 6.10: {@code Oops: general protection fault, …}. */
    private static final Pattern NAMED_OOPS = Pattern.compile("Oops: (?![0-9a-f]{4,16} \\[#)");

    /** Linux before 4.11 printed this without an end of line before the fault itself. */
    private static final String GLUED = "kasan: GPF could be caused by";

    private static final String INVOKED = " invoked oom-killer: ";

    /** A task's name has at most 15 characters. */
    private static final int LONGEST_TASK = 15;

    /** Templates by the first character that they may have: most messages are told to be none by it alone. */
    private static final Template[][] TEMPLATES = templates();

    private static final Template[] NONE = {};

    private Openings() {}

    /** What report the line begins; null when it begins none. */
    static @Nullable Opening at(String text) {
        String message = bare(text);
        char first = message.isEmpty() ? 0 : message.charAt(0);
        for (Template template : first < TEMPLATES.length ? TEMPLATES[first] : NONE) {
            Opening opening = template.read(message);
            if (opening != null) {
                return opening;
            }
        }
        return outOfMemory(text);
    }

    /** The message without its subsystem, and without the brackets that lockdep drew until Linux 4.14. */
    private static String bare(String text) {
        if (text.isEmpty() || "[ kNwrutO".indexOf(text.charAt(0)) < 0) {
            return text;
        }
        if (text.startsWith(" BUG: ")) {
            return text.substring(1);
        }
        if (text.startsWith(GLUED)) {
            return text.substring(Math.max(0, text.indexOf("general protection fault")));
        }
        if (text.length() > "[  ]".length() && text.startsWith("[ ") && text.endsWith(" ]")) {
            return text.substring(2, text.length() - 2);
        }
        for (String subsystem : SUBSYSTEMS) {
            if (text.charAt(0) == subsystem.charAt(0) && text.startsWith(subsystem)) {
                return text.substring(subsystem.length());
            }
        }
        return text.startsWith("Oops: ") && NAMED_OOPS.matcher(text).lookingAt()
                ? text.substring("Oops: ".length())
                : text;
    }

    /** {@code comm invoked oom-killer: …}: the one template that begins with a name from outside. */
    private static @Nullable Opening outOfMemory(String text) {
        int longest = Math.min(text.length() - INVOKED.length(), LONGEST_TASK);
        for (int at = 1; at <= longest; at++) {
            if (text.charAt(at) == ' ' && text.startsWith(INVOKED, at)) {
                return Opening.of(EventKind.OUT_OF_MEMORY, Opening.Naming.TITLE, "Out of memory");
            }
        }
        return null;
    }

    private static Template[][] templates() {
        List<Template> all = new ArrayList<>(FaultTemplates.ALL);
        all.addAll(StuckTemplates.ALL);
        all.add(FaultTemplates.OTHER_BUG);
        all.add(FaultTemplates.OTHER_WARNING);
        Template[][] byFirst = new Template[128][];
        for (char first = 0; first < byFirst.length; first++) {
            char letter = first;
            byFirst[first] = all.stream()
                    .filter(template -> template.prefixes().stream().anyMatch(prefix -> prefix.charAt(0) == letter))
                    .toArray(Template[]::new);
        }
        return byFirst;
    }
}
