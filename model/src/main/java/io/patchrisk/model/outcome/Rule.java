// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.outcome;

import static io.patchrisk.model.outcome.Label.BENIGN;
import static io.patchrisk.model.outcome.Label.HARMFUL;
import static io.patchrisk.model.outcome.Label.UNCONFIRMED;

import io.patchrisk.model.word.Word;
import java.time.Duration;

/**
 * A rule by which an outcome makes a label, or makes none. Only a crash that has the patch in its stack, a cause that a
 * person names, or a whole day watched with coverage makes one; what remains is never trained on.
 */
public enum Rule {
    CRASH_ATTRIBUTED(HARMFUL, "A kernel report with the patch in its stack was named, and is on record."),
    CAUSE_NAMED(HARMFUL, "A person named the patch as the cause."),
    WATCHED(BENIGN, "After a proceed nothing went wrong while all patched hosts were watched for 24 h."),
    OTHER_CAUSE_NAMED(
            BENIGN, "A person named another cause, and the patched hosts were watched for 24 h with the patch on."),

    STOP_IS_NO_HARM(UNCONFIRMED, "A stop is not harm; name the cause if there was any."),
    ROLLBACK_AFTER_STOP(
            UNCONFIRMED, "A rollback after the service's own stop is not harm; name the cause if there was."),
    NO_CAUSE(UNCONFIRMED, "Nobody named a cause, so nothing ties it to the patch."),
    CRASH_NOT_ATTRIBUTED(UNCONFIRMED, "No report of that fingerprint with the patch in its stack is on record."),
    TOOL_NAMES_NO_CAUSE(UNCONFIRMED, "Only a person can name a cause; a tool can name a kernel report."),
    NEVER_PROCEEDED(UNCONFIRMED, "The service never said proceed, so nothing was tried that could have gone wrong."),
    CRASH_ON_RECORD(
            UNCONFIRMED, "A kernel report with the patch in its stack is on record, so it was not without harm."),
    NOT_WATCHED(
            UNCONFIRMED, "The patched hosts were not watched for 24 h with coverage; tell it again when they were."),
    WITHDRAWN(UNCONFIRMED, "What was said before is withdrawn.");

    /** How long patched hosts must have been watched before silence says anything. */
    public static final Duration WATCH = Duration.ofHours(24);

    private final Label label;
    private final String meaning;

    Rule(Label label, String meaning) {
        this.label = label;
        this.meaning = meaning;
    }

    /** The label it makes. */
    public Label label() {
        return label;
    }

    /** One sentence for people. */
    public String meaning() {
        return meaning;
    }

    /** The name in files and answers. */
    public String word() {
        return Word.of(this);
    }

    /** The rule that an outcome falls under. */
    public static Rule of(Account told) {
        return switch (told.happened()) {
            case UNCLEAR -> WITHDRAWN;
            case NO_HARM -> ofNoHarm(told);
            case HARM, ROLLED_BACK, STOPPED -> ofIncident(told);
        };
    }

    private static Rule ofIncident(Account told) {
        return switch (told.cause()) {
            case ATTRIBUTED_CRASH -> told.seen().namedCrashAttributed() ? CRASH_ATTRIBUTED : CRASH_NOT_ATTRIBUTED;
            case PATCH -> byAPerson(told) ? CAUSE_NAMED : TOOL_NAMES_NO_CAUSE;
            case OTHER -> ofOtherCause(told);
            case NONE -> ofUnnamed(told);
        };
    }

    private static Rule ofUnnamed(Account told) {
        return switch (told.happened()) {
            case STOPPED -> STOP_IS_NO_HARM;
            case ROLLED_BACK -> told.seen().stopped() ? ROLLBACK_AFTER_STOP : NO_CAUSE;
            case HARM, NO_HARM, UNCLEAR -> NO_CAUSE;
        };
    }

    private static Rule ofOtherCause(Account told) {
        if (!byAPerson(told)) {
            return TOOL_NAMES_NO_CAUSE;
        }
        if (told.seen().anyCrashAttributed()) {
            return CRASH_ON_RECORD;
        }
        return watched(told) ? OTHER_CAUSE_NAMED : NOT_WATCHED;
    }

    private static Rule ofNoHarm(Account told) {
        if (told.cause() == Cause.OTHER) {
            return ofOtherCause(told);
        }
        if (told.seen().anyCrashAttributed()) {
            return CRASH_ON_RECORD;
        }
        if (!told.seen().proceeded()) {
            return NEVER_PROCEEDED;
        }
        return watched(told) ? WATCHED : NOT_WATCHED;
    }

    private static boolean byAPerson(Account told) {
        return told.teller() == Teller.PERSON;
    }

    /** A watch counts only where the service was there itself; the teller cannot make it longer, only shorter. */
    private static boolean watched(Account told) {
        return told.seen().watched().compareTo(WATCH) >= 0
                && told.claimedWatch().compareTo(WATCH) >= 0;
    }
}
