// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.log;

import io.patchrisk.model.fact.EventKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
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

    private static final Template[] NONE = {};

    /** Templates by the two characters that they begin with: most messages are told to be none by these alone. */
    private static final Template[][] TEMPLATES = templates();

    private Openings() {}

    /** What report the line begins; null when it begins none. */
    static @Nullable Opening at(String text) {
        String message = bare(text);
        for (Template template : message.length() < 2 ? NONE : TEMPLATES[beginning(message)]) {
            Opening opening = template.read(message);
            if (opening != null) {
                return opening;
            }
        }
        return outOfMemory(text);
    }

    /** Two ASCII characters as a number; others fall on the places of control characters, which no template has. */
    private static int beginning(String message) {
        char first = message.charAt(0);
        char second = message.charAt(1);
        return first < 128 && second < 128 ? first << 7 | second : 0;
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
        for (int i = 0; i < SUBSYSTEMS.size(); i++) {
            if (text.startsWith(SUBSYSTEMS.get(i))) {
                return text.substring(SUBSYSTEMS.get(i).length());
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
        Template[][] byBeginning = new Template[128 << 7][];
        Arrays.fill(byBeginning, NONE);
        for (Template template : all) {
            template.prefixes().stream()
                    .flatMapToInt(Openings::beginnings)
                    .distinct()
                    .forEach(beginning -> byBeginning[beginning] = appended(byBeginning[beginning], template));
        }
        return byBeginning;
    }

    /** The numbers of what may stand at the beginning of a message with this prefix, which may be one character long. */
    private static IntStream beginnings(String prefix) {
        return prefix.length() > 1
                ? IntStream.of(beginning(prefix))
                : IntStream.range(0, 128).map(second -> prefix.charAt(0) << 7 | second);
    }

    private static Template[] appended(Template[] before, Template last) {
        Template[] after = Arrays.copyOf(before, before.length + 1);
        after[before.length] = last;
        return after;
    }
}
