// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.store;

import java.util.List;

/** What became of one append. Only {@link Stored} means that anything of it is in the store. */
public sealed interface Appended {

    /**
     * Every fact is durable.
     *
     * @param seqs places in the log, in the order of the facts; those of a repeated fact are the first ones it got
     * @param written how many were new
     */
    record Stored(List<Long> seqs, int written) implements Appended {
        public Stored {
            seqs = List.copyOf(seqs);
        }
    }

    /**
     * A fact with this key but another content is already there; nothing was written.
     *
     * @param key the key
     * @param seq the place of the fact that is there
     */
    record Conflict(String key, long seq) implements Appended {}

    /**
     * Too much is waiting to be written; nothing was, and the same append may be sent again later.
     *
     * @param waitingBytes how much waits
     */
    record Overloaded(long waitingBytes) implements Appended {}

    /**
     * The store does not take this; nothing was written, and sending it again changes nothing.
     *
     * @param reason why, for counting
     * @param text why, for people
     */
    record Refused(Refusal reason, String text) implements Appended {}

    /** Why an append was refused. */
    enum Refusal {
        /** A body is larger than {@link NewFact#MAX_BODY_BYTES}. */
        BODY_TOO_LARGE,
        /** A body holds a NUL or half a surrogate pair, which no store gives back as it was. */
        BODY_NOT_TEXT,
        /** The facts of one append are more than the store takes at once. */
        BATCH_TOO_LARGE,
        /** The disk budget is used up by facts that must be kept, and this append has facts that need not be. */
        DISK_BUDGET
    }
}
