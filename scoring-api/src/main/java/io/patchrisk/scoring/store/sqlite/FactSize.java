// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.store.sqlite;

import io.patchrisk.scoring.store.Appended;
import io.patchrisk.scoring.store.NewFact;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What facts weigh, and which of them are too heavy to take. */
final class FactSize {

    /** Facts of one append: its transaction must not hold the write lock for long (30,000 rows a second were measured). */
    static final int MAX_FACTS = 10_000;

    /** Bytes of one append. */
    static final long MAX_APPEND_BYTES = 16 << 20;

    /** What a fact costs beside its text: objects, references, its place in the queue. */
    private static final int OVERHEAD = 256;

    private FactSize() {}

    /** Bytes that facts take while they wait. */
    static long bytes(List<NewFact> facts) {
        long bytes = 0;
        for (NewFact fact : facts) {
            bytes += OVERHEAD + fact.key().length() + utf8Length(fact.body());
        }
        return bytes;
    }

    /** Why these facts can never be taken; null when they can. */
    static Appended.@Nullable Refused refusal(List<NewFact> facts, long bytes) {
        if (facts.size() > MAX_FACTS || bytes > MAX_APPEND_BYTES) {
            return new Appended.Refused(
                    Appended.Refusal.BATCH_TOO_LARGE,
                    "one append has " + facts.size() + " facts of " + bytes + " bytes; at most " + MAX_FACTS
                            + " facts and " + MAX_APPEND_BYTES + " bytes are taken at once");
        }
        for (NewFact fact : facts) {
            Appended.Refused refused = bodyRefusal(fact);
            if (refused != null) {
                return refused;
            }
        }
        return null;
    }

    private static Appended.@Nullable Refused bodyRefusal(NewFact fact) {
        long bytes = utf8Length(fact.body());
        if (bytes > NewFact.MAX_BODY_BYTES) {
            return new Appended.Refused(
                    Appended.Refusal.BODY_TOO_LARGE,
                    "fact " + fact.key() + " has a body of " + bytes + " bytes; at most " + NewFact.MAX_BODY_BYTES
                            + " are allowed");
        }
        // SQLite ends a text at NUL in places and PostgreSQL takes none; half a pair comes back as a question mark.
        if (fact.body().indexOf('\0') >= 0
                || !StandardCharsets.UTF_8.newEncoder().canEncode(fact.body())) {
            return new Appended.Refused(
                    Appended.Refusal.BODY_NOT_TEXT,
                    "fact " + fact.key() + " has a body with a NUL or half a surrogate pair; escape it as JSON does");
        }
        return null;
    }

    private static long utf8Length(String text) {
        long bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            // Each half of a surrogate pair stands for two of the four bytes.
            bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
        }
        return bytes;
    }
}
