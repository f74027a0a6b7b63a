// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.desk;

/** Where a host stands in a rollout. */
public enum PatchState {
    PENDING,
    IN_TRANSITION,
    PATCHED,
    FAILED,
    ROLLED_BACK,
    LOST_BY_REBOOT,
    EXCLUDED
}
