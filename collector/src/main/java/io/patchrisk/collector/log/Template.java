// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.log;

import io.patchrisk.collector.log.Opening.Naming;
import io.patchrisk.model.fact.EventKind;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One of the kernel's message templates that begin a report.
 *
 * @param prefixes how the message may begin, literally: most lines are told by it alone
 * @param pattern how it goes on; matched from the start of the message
 * @param reading what report it begins
 */
record Template(List<String> prefixes, Pattern pattern, Function<Matcher, Opening> reading) {

    private static final Pattern ANYTHING = Pattern.compile("");

    /** A template that its first words tell. */
    static Template fixed(String prefix, EventKind kind, Naming naming, String title) {
        Opening opening = Opening.of(kind, naming, title);
        return new Template(List.of(prefix), ANYTHING, found -> opening);
    }

    static Template with(String prefix, String pattern, Function<Matcher, Opening> reading) {
        return with(List.of(prefix), pattern, reading);
    }

    static Template with(List<String> prefixes, String pattern, Function<Matcher, Opening> reading) {
        return new Template(prefixes, Pattern.compile(pattern), reading);
    }

    /** The report that the message begins; null when it is another message. */
    @Nullable
    Opening read(String message) {
        if (!begins(message)) {
            return null;
        }
        Matcher found = pattern.matcher(message);
        return found.lookingAt() ? reading.apply(found) : null;
    }

    private boolean begins(String message) {
        for (String prefix : prefixes) {
            if (message.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }
}
