// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.log;

import io.patchrisk.model.fact.EventKind;
import io.patchrisk.model.fact.Frame;
import org.jspecify.annotations.Nullable;

/**
 * The first line of a report, recognised.
 *
 * @param kind what kind of report begins
 * @param naming how its guilty function is found
 * @param title its title, without the function
 * @param named function that the line itself names; null when it names none
 * @param innocent functions that are not to blame in this form of report, besides those that never are
 * @param certainty how much the line alone proves
 * @param identity what else tells one such bug from another, where neither function nor stack does; mostly empty
 */
record Opening(
        EventKind kind,
        Naming naming,
        String title,
        @Nullable Frame named,
        Functions innocent,
        Certainty certainty,
        String identity) {

    /** How a report's guilty function is found. */
    enum Naming {
        /** The function that the first line names, then the stack. */
        HEADER,
        /** Where the CPU was, then the stack. */
        POINTER,
        /** The stack alone. */
        STACK,
        /** The function just above the one that dispatched to it: a CPU that spins may be anywhere below. */
        STALL,
        /** As for a stall, but only what lies below the timer interrupt that noticed it. */
        INTERRUPTED_STALL,
        /** The first function that is not about sleeping; some locks stand for whoever holds them. */
        HUNG,
        /** The function that wanted the lock. */
        LOCK,
        /** The function where the lock was taken; no stack is due. */
        LOCK_SITE,
        /** Whoever allocated the page. */
        ALLOCATION,
        /** The title names no function, but a stack is due. */
        TITLE_WITH_STACK,
        /** The title names no function, and no stack is due. */
        TITLE
    }

    /** How much a first line proves. */
    enum Certainty {
        /** The kernel's own words, complete. */
        CERTAIN,
        /** Words of one part of the kernel, which a program may print as well: a stamp or a dump must prove them. */
        OWN_WORDS,
        /** Words that begin some messages which are no reports; the kernel's dump of CPU, task and stack must follow. */
        WITH_DUMP,
        /** Words that prove nothing by themselves; a stack must follow. */
        WITH_STACK,
        /** What follows from a report that should be before it: nobody can be blamed by it alone. */
        REMNANT
    }

    static Opening of(EventKind kind, Naming naming, String title) {
        return new Opening(kind, naming, title, null, Functions.NONE, Certainty.CERTAIN, "");
    }

    Opening naming(@Nullable Frame function) {
        return new Opening(kind, naming, title, function, innocent, certainty, identity);
    }

    Opening sparing(Functions functions) {
        return new Opening(kind, naming, title, named, functions, certainty, identity);
    }

    Opening but(Certainty other) {
        return new Opening(kind, naming, title, named, innocent, other, identity);
    }

    Opening identifiedBy(String words) {
        return new Opening(kind, naming, title, named, innocent, certainty, words);
    }
}
