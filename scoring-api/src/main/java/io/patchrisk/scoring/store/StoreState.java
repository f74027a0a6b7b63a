// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.store;

import org.jspecify.annotations.Nullable;

/**
 * How full the store is, and what it has done.
 *
 * @param lastSeq the place of the newest fact ever stored; 0 when there was none
 * @param usedBytes what the facts take, which is what the budget limits
 * @param fileBytes what the store takes on disk, with free space and journals
 * @param budgetBytes the budget
 * @param refusing why facts of kinds that are not kept for ever are refused; null while everything is taken
 * @param pruned what was removed since the store was created
 * @param counts what became of appends since the store was opened
 */
public record StoreState(
        long lastSeq,
        long usedBytes,
        long fileBytes,
        long budgetBytes,
        @Nullable String refusing,
        Pruned pruned,
        AppendCounts counts) {}
