// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.outcome;

/** What is said to have caused it. */
public enum Cause {
    /** Nobody said. */
    NONE,
    /** A kernel report, named by its fingerprint; whether the patch is in its stack is looked up, not believed. */
    ATTRIBUTED_CRASH,
    /** The patch, in a way that is described. */
    PATCH,
    /** Something else than the patch, which is named. */
    OTHER
}
