// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.journal;

import io.patchrisk.collector.log.LogLine;
import io.patchrisk.model.word.Word;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One line of the journal as JSON. */
sealed interface Entry {

    /**
     * What the kernel said.
     *
     * @param loggedAt when the journal took it in, by the host's clock; null when it does not say
     * @param stampMicros microseconds since boot; null when the journal has none
     * @param level severity 0 to 7, or {@link LogLine#NO_LEVEL}
     * @param boot the boot's id; empty when unknown
     * @param hostname the host it says it is from; empty when it says none
     * @param text the message, perhaps of several lines
     */
    record Message(
            @Nullable Instant loggedAt,
            @Nullable Long stampMicros,
            int level,
            String boot,
            String hostname,
            String text)
            implements Entry {}

    /** What is passed over. */
    record Passed(Reason reason) implements Entry {}

    /** Why an entry is passed over; {@link #toString} is the word for it. */
    enum Reason {
        TOO_LONG,
        NOT_JSON,
        /** Another program's, or a listing that leaves the transport out. */
        NOT_KERNEL,
        /** The journal leaves out what is too large for it. */
        NO_MESSAGE,
        /** Of another host than the entries before. */
        OTHER_HOST;

        @Override
        public String toString() {
            return Word.of(this);
        }
    }
}
