// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.desk;

import io.patchrisk.model.outcome.Rejection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What became of the rows of another installation: stored + repeated + rejected are all lines.
 *
 * @param stored rows that are new, and stored durably
 * @param repeated rows that were known already, or are this installation's own
 * @param rejected lines that were not taken, by reason
 * @param rejections the first of them
 */
public record ImportReceipt(
        int stored, int repeated, Map<Rejection.Reason, Integer> rejected, List<Rejection> rejections) {

    public ImportReceipt {
        rejected = rejected.isEmpty() ? Map.of() : Collections.unmodifiableMap(new EnumMap<>(rejected));
        rejections = List.copyOf(rejections);
    }
}
