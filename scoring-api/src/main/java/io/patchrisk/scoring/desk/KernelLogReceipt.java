// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.desk;

import java.util.Map;

/**
 * A pushed piece of kernel log is stored durably.
 *
 * @param stored always true: what is not stored is a problem
 * @param repeated whether it was known already and nothing was written
 * @param lines lines it holds
 * @param events reports found in it
 * @param passedOver lines or entries of it that are no messages of the kernel's, by reason
 */
public record KernelLogReceipt(boolean stored, boolean repeated, int lines, int events, Map<String, Long> passedOver) {

    public KernelLogReceipt {
        passedOver = Map.copyOf(passedOver);
    }
}
