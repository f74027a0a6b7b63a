// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.log;

import io.patchrisk.collector.log.Opening.Naming;
import io.patchrisk.model.fact.EventKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The title of one report in syzbot's convention: what happened, in which function. */
final class Title {

    /** Stands in a title until the report's next line says what happened. */
    static final String NEXT_LINE = "NEXT LINE";

    /**
     * A title made.
     *
     * @param title what happened, in which function
     * @param alternatives other titles that the same bug may have, sorted
     * @param function the guilty function as the title names it; null when none can be named honestly
     * @param corrupted whether the report lacks what such a report has
     */
    record Words(
            String title,
            List<String> alternatives,
            @Nullable String function,
            boolean corrupted) {}

    private final Opening opening;
    private final String firstLine;
    private String head;

    Title(Opening opening, String firstLine) {
        this.opening = opening;
        this.firstLine = firstLine;
        this.head = opening.title();
    }

    /** Whether a later line completes it. */
    boolean unfinished() {
        return head.equals(NEXT_LINE) || head.endsWith(Sanitizer.ACCESS);
    }

    /** Reads a line of the report; true when it completed the title. */
    boolean read(String text) {
        if (!unfinished()) {
            return false;
        }
        if (head.equals(NEXT_LINE)) {
            head = TitleText.of(text.strip());
            return true;
        }
        boolean read = text.startsWith("Read ");
        boolean access =
                (read || text.startsWith("Write ")) && (text.contains(" of size ") || text.contains(" at addr "));
        if (access) {
            head = head.replace(Sanitizer.ACCESS, read ? "Read" : "Write");
        }
        return access;
    }

    /**
     * The title with the function to blame.
     *
     * @param cut whether another stack was printed in the midst of the report
     * @param mixed whether the report's stack may be another's
     */
    Words words(@Nullable String function, Stacks stacks, boolean cut, boolean mixed) {
        Naming naming = opening.naming();
        if (unfinished() || lacksBody(stacks, cut)) {
            return new Words(raw(), List.of(), null, true);
        }
        boolean named = function != null
                && (naming == Naming.LOCK_SITE || (opening.kind() == EventKind.PANIC && naming == Naming.HEADER));
        boolean lacking = !named
                && naming != Naming.TITLE
                && (!(stacks.headed() || stacks.first(Stack.Whose.LOOSE) != null) || stacks.lacking());
        boolean corrupted = lacking || mixed || opening.certainty() == Opening.Certainty.REMNANT;
        if (naming == Naming.TITLE || naming == Naming.TITLE_WITH_STACK) {
            return new Words(TitleText.bounded(head), List.of(), null, corrupted);
        }
        if (function == null) {
            return new Words(TitleText.bounded(head + " in corrupted"), List.of(), null, true);
        }
        SyscallName name = SyscallName.of(function);
        String suffix = opening.innocent() == Functions.USB ? "/usb_submit_urb" : "";
        String title = TitleText.bounded(head + " in " + name.shortest() + suffix);
        return new Words(title, Alternatives.of(head, name, title), name.shortest(), corrupted);
    }

    /** Lockdep's first line without what it is about. */
    private boolean lacksBody(Stacks stacks, boolean cut) {
        if (opening.kind() != EventKind.LOCKDEP) {
            return false;
        }
        return switch (opening.naming()) {
            case LOCK ->
                head.startsWith("possible deadlock") && stacks.lockSites().isEmpty();
            case STACK -> head.equals("WARNING: suspicious RCU usage") && (cut || !stacks.headed());
            default -> false;
        };
    }

    /** The first line in its own words. */
    private String raw() {
        int from = firstLine.indexOf("KASAN: ");
        String words = from >= 0 ? firstLine.substring(from) : firstLine;
        return TitleText.of(words.replaceAll("^\\[ | \\]$", ""));
    }
}
