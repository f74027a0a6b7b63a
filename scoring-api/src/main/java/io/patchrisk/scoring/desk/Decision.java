// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.desk;

/** The answer to "is it safe to patch the next host?", mildest first: the strictest of several wins. */
public enum Decision {
    /** Go on. */
    PROCEED,
    /** Wait: soaking, or a person is needed. */
    HOLD,
    /** No data, stale data, or out of the model's range; never reads as proceed. */
    UNKNOWN,
    /** Do not go on, and roll back where that is viable. */
    STOP
}
