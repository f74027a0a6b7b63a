// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.syslog;

import io.patchrisk.model.word.Word;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One syslog message, parsed. */
sealed interface Parsed {

    /**
     * What a kernel said.
     *
     * @param severity 0 to 7
     * @param loggedAt when the host's syslog daemon took it in, by the host's clock; its arrival when it does not say
     * @param hostname the host it says it is from; null when it names none
     * @param text the message, with the kernel's own stamp where there is one; perhaps of several lines
     */
    record Kernel(int severity, Instant loggedAt, @Nullable String hostname, String text) implements Parsed {}

    /** What is not taken. */
    record Rejected(Reason reason) implements Parsed {}

    /** Why a message is not taken; {@link #toString} is the label that counters carry. */
    enum Reason {
        EMPTY,
        /** It does not begin with {@code <priority>}. */
        NO_PRIORITY,
        /** It says that it is RFC 5424 and is not. */
        BAD_HEADER,
        /** Its facility or its application is not the kernel. */
        NOT_KERNEL,
        /** A relay sent it for a host that nobody knows, or that it does not name. */
        UNKNOWN_HOST,
        /** Its sender is not listed. A connection of such a sender counts as one message. */
        UNLISTED,
        /** A connection beyond the bound; it counts as one message. */
        TOO_MANY_CONNECTIONS,
        /** The stream is in neither framing of RFC 6587; the connection is closed. */
        BAD_FRAME,
        /** The connection ended within a counted frame. */
        UNFINISHED;

        @Override
        public String toString() {
            return Word.of(this);
        }
    }
}
