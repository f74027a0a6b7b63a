// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.desk;

/** How much of a host is seen. */
public enum Observation {
    FULL,
    PARTIAL,
    SILENT
}
