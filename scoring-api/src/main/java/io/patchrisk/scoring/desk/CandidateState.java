// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.desk;

/** How far a candidate model is. */
public enum CandidateState {
    RUNNING,
    /** It is not worse than the model in use, and lies in its folder. Nobody uses it until a person says so. */
    WRITTEN,
    /** It could not be shown to be no worse; nothing was written. */
    REFUSED,
    /** It could not be trained or measured. */
    FAILED,
    CANCELLED,
    /** The service ended before it was through; nothing was written. */
    INTERRUPTED
}
