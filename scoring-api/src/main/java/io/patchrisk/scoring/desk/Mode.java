// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.desk;

/** Whether a rollout's gate binds. */
public enum Mode {
    /** Answers tell what they would have been; no status code blocks. */
    ADVISORY,
    /** With {@code enforce=true} the status code carries the decision. */
    ENFORCING
}
