// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.desk;

import java.time.Instant;

/**
 * What a crash left behind is stored durably.
 *
 * @param stored always true: what is not stored is a problem
 * @param repeated whether it was known already and nothing was written
 * @param crashedAt when the kernel crashed, as well as it is known
 * @param complete whether a whole dump is there
 * @param lines lines of its log
 * @param events reports found in it
 */
public record CrashReceipt(
        boolean stored, boolean repeated, Instant crashedAt, boolean complete, int lines, int events) {}
