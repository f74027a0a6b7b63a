// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.fetch;

import io.vertx.core.buffer.Buffer;

/** What came of one HTTP exchange. */
public sealed interface Fetched {

    /**
     * A whole answer, whatever its status.
     *
     * @param status HTTP status
     * @param contentType value of the header; empty when there was none
     * @param body the body, decompressed
     */
    record Answered(int status, String contentType, Buffer body) implements Fetched {}

    /** No whole answer, with the reason for machines and for people. */
    record Failed(Failure reason, String detail) implements Fetched {}

    /** Why there was no whole answer. */
    enum Failure {
        /** No connection, or it broke before the answer began. */
        UNREACHABLE,
        /** Not all of the answer came in time. */
        TIMEOUT,
        /** The connection broke within the answer. */
        CUT,
        /** The answer is larger than allowed. */
        TOO_LARGE
    }
}
