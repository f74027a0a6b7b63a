// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.netconsole;

import io.patchrisk.model.word.Word;
import org.jspecify.annotations.Nullable;

/** One netconsole datagram, decoded. */
sealed interface Datagram {

    /**
     * A whole message in the extended format.
     *
     * @param level severity 0 to 7
     * @param sequence the kernel's number of the message in this boot
     * @param stampMicros microseconds since boot
     * @param caller {@code T123} or {@code C0}; null when the kernel sends none
     * @param text the message, unescaped; without the dictionary that may follow it
     * @param dictionaryLines lines of that dictionary
     */
    record Message(
            int level,
            long sequence,
            long stampMicros,
            @Nullable String caller,
            String text,
            int dictionaryLines) implements Datagram {}

    /**
     * A piece of a message that was too long for one datagram. Every piece repeats the header.
     *
     * @param sequence the message's number, which its pieces share
     * @param header the header without the mark of a fragment: what a whole message would begin with
     * @param offset where in the body the piece begins, in bytes
     * @param total length of the body in bytes
     * @param body the piece, one character a byte (ISO 8859-1)
     */
    record Fragment(long sequence, String header, int offset, int total, String body) implements Datagram {}

    /**
     * Console text in the legacy format: any number of lines, the last one perhaps unfinished.
     *
     * @param text the text, one character a byte (ISO 8859-1)
     */
    record Legacy(String text) implements Datagram {}

    /** What no kernel sends. */
    record Rejected(Reason reason) implements Datagram {}

    /** Why a datagram is rejected; {@link #toString} is the label that counters carry. */
    enum Reason {
        EMPTY,
        /** A fragment beyond its own total, twice marked as a fragment, or of a total that no kernel sends. */
        BAD_FRAGMENT,
        /** Mostly bytes that no kernel prints. */
        NOT_TEXT;

        @Override
        public String toString() {
            return Word.of(this);
        }
    }
}
