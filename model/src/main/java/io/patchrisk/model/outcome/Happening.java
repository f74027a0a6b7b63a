// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.outcome;

/** What somebody says happened after hosts were patched. */
public enum Happening {
    /** Hosts or what runs on them were harmed. */
    HARM,
    /** Nothing went wrong while somebody watched. */
    NO_HARM,
    /** The patch was taken off again. */
    ROLLED_BACK,
    /** The rollout was ended before all hosts had the patch. */
    STOPPED,
    /** What was said before is withdrawn: nobody knows. */
    UNCLEAR
}
