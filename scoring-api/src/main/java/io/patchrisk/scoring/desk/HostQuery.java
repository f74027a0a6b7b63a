// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.desk;

import org.jspecify.annotations.Nullable;

/**
 * Which hosts of the fleet are wanted; null asks for all.
 *
 * @param observation seen so well
 * @param release that run this kernel release
 * @param contains whose id holds this text, in any case
 */
public record HostQuery(
        @Nullable Observation observation,
        @Nullable String release,
        @Nullable String contains,
        Slice slice) {}
