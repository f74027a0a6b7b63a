// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.desk;

/** How the service came to know a patch or a rollout. */
public enum Origin {
    /** A tool said so. */
    DECLARED,
    /** The service saw it on hosts. */
    OBSERVED
}
