// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.outcome;

/** One line of a table that was not taken. */
public record Rejection(long line, Reason reason, String detail) {

    /** Why a line is no row. */
    public enum Reason {
        /** It, and all that follows, is no CSV. */
        NOT_CSV,
        /** The header has no column of a name that is needed, or has one twice. */
        HEADER,
        /** It has more or fewer cells than the header. */
        CELLS,
        /** It says of itself that nothing is confirmed. */
        UNCONFIRMED,
        /** Label and rule do not fit, or are none. */
        LABEL,
        /** A cell does not hold what its column is for. */
        VALUE,
        /** Its features mean something else than ours. */
        FEATURE_VERSION,
        /** The same run was there before. */
        REPEATED,
        /** The same run, told at the same time, is known with other content. */
        CONFLICT
    }
}
