// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.desk;

/** What an assessment rests on. */
public enum Basis {
    /** No host is patched yet: only sources, windows and log channels could be looked at. */
    PREFLIGHT,
    /** Patched hosts were compared with controls. */
    EVIDENCE
}
